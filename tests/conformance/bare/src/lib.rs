//! The whole core as a WebAssembly module without a host. If the core used `std`, the panic handler below would be a
//! duplicate and this crate would not compile. If the core used a clock, randomness or output of its host, the module
//! would have an import.
#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(target_arch = "wasm32")]
mod module {
    #![expect(unsafe_code, reason = "the interface of a module without a host is raw memory")]
    #![expect(unreachable_pub, reason = "the host calls it by its name")]

    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }

    /// Runs an operation, so that the linker keeps the whole core. Returns the length of the output in bytes, 0 for a
    /// malformed call.
    ///
    /// # Safety
    /// Each pointer must point to as many readable bytes as its length says.
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn call(
        name: *const u8,
        name_len: usize,
        input: *const u8,
        input_len: usize,
    ) -> usize {
        // SAFETY: the caller guarantees both pointers and lengths.
        let (name, input) = unsafe {
            (core::slice::from_raw_parts(name, name_len), core::slice::from_raw_parts(input, input_len))
        };
        let (Ok(name), Ok(input)) = (core::str::from_utf8(name), core::str::from_utf8(input)) else {
            return 0;
        };
        match daejo::api::call(name, input, None) {
            Some(Ok(output)) => output.len(),
            Some(Err(_)) | None => 0,
        }
    }
}
