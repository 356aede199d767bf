//! Empty: the benchmarks are in `benches`, the input bodies in `bodies`.
