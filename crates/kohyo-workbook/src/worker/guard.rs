//! The bounds a worker puts upon itself before it reads a file.

use crate::Limits;
use std::io;
use std::process::Child;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// What a worker says on its standard error before it ends for want of memory. The runtime's own words
/// begin the same way.
pub(super) const OUT_OF_MEMORY: &str = "memory allocation of ";
/// The allocator's setting for a worker, in KiB. It would reserve 1 GiB of addresses at once, which the
/// limit counts as used.
pub(super) const RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "16384");
/// How long beyond its time a worker lives: its starter stops it in time, unless that one is gone.
const GRACE: Duration = Duration::from_secs(5);
/// How often memory is looked at where the system has no hard limit.
const GLANCE: Duration = Duration::from_millis(20);

/// Watches over the reading of one file; dropping it ends the watch.
pub(super) struct Guard {
    _done: Sender<()>,
}

impl Guard {
    /// Bounds memory, and starts the watch that ends the process when time is up.
    pub(super) fn start(limits: &Limits) -> Self {
        let (done, watched) = mpsc::channel::<()>();
        let end = Instant::now() + Duration::from_secs(limits.worker_seconds.into()) + GRACE;
        let memory = limits.worker_memory_bytes;
        let watch = move || {
            while watched.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                if Instant::now() >= end {
                    std::process::exit(3);
                }
                if uses_more_than(memory) {
                    eprintln!("{OUT_OF_MEMORY}more than {memory} bytes refused");
                    std::process::exit(4);
                }
            }
        };
        // Without a watch the starter's own clock remains.
        let _ = thread::Builder::new().spawn(watch);
        // After the thread is there: a bound smaller than the program must fail on an allocation.
        bound_memory(limits.worker_memory_bytes);
        Self { _done: done }
    }
}

/// A hard limit on address space: an allocation beyond it fails and ends the process.
#[cfg(target_os = "linux")]
fn bound_memory(bytes: u64) {
    // Where the system refuses, the time limit is what remains; there is nobody to tell here.
    let hard = rlimit::Resource::AS.get_hard().unwrap_or(rlimit::INFINITY);
    let _ = rlimit::Resource::AS.set(bytes.min(hard), hard);
}

#[cfg(not(target_os = "linux"))]
fn bound_memory(_bytes: u64) {}

/// The starter's own bound, by a job object: committed memory beyond it is refused. It outlives the
/// handle that set it, for as long as the process runs.
#[cfg(windows)]
pub(super) fn bound_child(child: &mut Child, bytes: u64) -> io::Result<()> {
    use process_control::{ChildExt, Control};
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let begun = child.controlled().memory_limit(bytes);
    // The limit is set on waiting; no time passes.
    begun.time_limit(Duration::ZERO).wait().map(|_| ())
}

#[cfg(not(windows))]
pub(super) const fn bound_child(_child: &mut Child, _bytes: u64) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", windows))]
fn uses_more_than(_bytes: u64) -> bool {
    false
}

/// Memory in use, looked at now and then; the virtual size counts what was only reserved.
#[cfg(not(any(target_os = "linux", windows)))]
fn uses_more_than(bytes: u64) -> bool {
    let used = memory_stats::memory_stats().map_or(0, |usage| usage.physical_mem);
    used as u64 > bytes
}
