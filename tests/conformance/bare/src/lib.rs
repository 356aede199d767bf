//! The whole core as WebAssembly by itself. If anything in it pulled in `std`, the panic handler below would be the
//! second one and this would not compile; if anything asked its host for a clock, randomness or output, the module
//! would have an import.
#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(target_arch = "wasm32")]
mod module {
    #![expect(unsafe_code, reason = "the edge of a module without a host: raw memory in, a number out")]
    #![expect(unreachable_pub, reason = "it is reached from outside the module, by its name")]

    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }

    /// Runs an operation, so that the linker keeps the whole core. Answers how long the output is.
    ///
    /// # Safety
    /// Both pointers hold as many bytes of UTF-8 as their lengths say.
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn call(
        name: *const u8,
        name_len: usize,
        input: *const u8,
        input_len: usize,
    ) -> usize {
        // SAFETY: the caller vouches for both.
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
