//! One function over many records.

use std::num::NonZeroUsize;

/// Cuts the records into as many stretches as there are threads and runs `stretch` on each, beside the results it fills.
///
/// Results past the last record, and records past the last result, are left alone.
pub fn batch<R: Sync, T: Send>(records: &[R], results: &mut [T], threads: NonZeroUsize, stretch: impl Fn(&[R], &mut [T]) + Sync) {
    let each = records.len().div_ceil(threads.get()).max(1);
    std::thread::scope(|scope| {
        for (records, results) in records.chunks(each).zip(results.chunks_mut(each)) {
            scope.spawn(|| stretch(records, results));
        }
    });
}
