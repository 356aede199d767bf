//! Nothing: the benchmarks are in `benches`, the bodies in `bodies`.
