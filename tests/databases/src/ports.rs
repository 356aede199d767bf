//! Free TCP ports on the loopback interface.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the range from which the system assigns ports (from 32768 on Linux). Otherwise an outgoing connection of any
/// program could take the port before the server listens on it, or while the server restarts.
const FIRST: u16 = 10_000;
const COUNT: u16 = 22_000;

/// How many candidates this process has tried: no port is returned twice, even before a server listens on it.
static TRIED: AtomicU16 = AtomicU16::new(0);

/// A port from 10000 to 31999 on which nothing listens. `None` if this process has tried all of them. Each process
/// starts at another port, so that processes that run at once rarely try the same one.
#[must_use]
pub fn free_port() -> Option<u16> {
    let offset = u16::try_from(std::process::id().checked_rem(u32::from(COUNT))?).ok()?;
    loop {
        let tried = TRIED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tried| {
            (tried < COUNT).then(|| tried.saturating_add(1))
        });
        let step = u32::from(offset).saturating_add(u32::from(tried.ok()?)).checked_rem(u32::from(COUNT))?;
        let port = FIRST.saturating_add(u16::try_from(step).ok()?);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Some(port);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

    use super::free_port;
    use std::collections::BTreeSet;
    use std::net::TcpListener;

    #[test]
    fn no_port_is_returned_twice_though_nothing_listens_on_it() {
        let ports: Vec<u16> = (0..20).map(|_| free_port().unwrap()).collect();
        assert_eq!(ports.iter().collect::<BTreeSet<_>>().len(), ports.len(), "{ports:?}");
        assert!(ports.iter().all(|port| (10_000..32_000).contains(port)), "{ports:?}");
    }

    #[test]
    fn a_port_in_use_is_not_returned() {
        let first = free_port().unwrap();
        // The next ports in order, so that the next call would return one of them.
        let listeners: Vec<TcpListener> = (first..first.saturating_add(50))
            .filter_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .collect();
        let used: BTreeSet<u16> =
            listeners.iter().map(|listener| listener.local_addr().unwrap().port()).collect();
        let next = free_port().unwrap();
        assert!(!used.contains(&next), "{next}");
    }
}
