//! What a piece of work takes of the processor, by its own thread's clock: what other tests and programs take is not in it.
//! How fast the machine is remains in it, so only two pieces beside each other say something.

use core::time::Duration;

use cpu_time::ThreadTime;

/// What comes of the work, and the time that it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = ThreadTime::now();
    let result = work();
    (result, began.elapsed())
}

/// Fails where `larger`, which is `times` as much work as `smaller`, took more than twice its share: a cost that grows with
/// the square of what is there to do, or faster, does.
pub(crate) fn assert_in_proportion(smaller: Duration, larger: Duration, times: u32) {
    assert!(larger <= smaller * times * 2, "{times} times as much took {larger:?}, against {smaller:?}");
}
