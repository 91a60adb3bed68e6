//! Receives the output of a run: keeps it up to a limit, counts the rest, passes it on.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use crate::command::{Forward, Sink};
use crate::error::{Error, Result};
use crate::outcome::{Captured, Stream};
use crate::sys::file;

/// Bytes taken from a stream at a time.
const CHUNK: usize = 64 * 1024;

/// Room for what one read takes. Kept from run to run, because fresh pages are dear.
#[derive(Debug)]
pub struct Chunk(Box<[u8]>);

impl Default for Chunk {
    fn default() -> Self {
        Self(vec![0; CHUNK].into_boxed_slice())
    }
}

/// Receives one output stream.
pub struct Collector {
    stream: Stream,
    pipe: Option<OwnedFd>,
    limit: u64,
    pub captured: Captured,
    forward: Option<Forward>,
}

impl Collector {
    /// The collector, and the descriptor that the run writes to.
    pub fn open(sink: Sink, stream: Stream, limit: u64) -> Result<(Self, OwnedFd)> {
        let (pipe, theirs, forward) = match sink {
            Sink::Descriptor(fd) => (None, fd, None),
            Sink::Discard => {
                let null = std::fs::File::options().write(true).open("/dev/null");
                (None, null.map_err(Error::at("open /dev/null"))?.into(), None)
            }
            Sink::Collect => {
                let (ours, theirs) = file::pipe().map_err(Error::at("make a pipe"))?;
                (Some(ours), theirs, None)
            }
            Sink::Stream(forward) => {
                let (ours, theirs) = file::pipe().map_err(Error::at("make a pipe"))?;
                (Some(ours), theirs, Some(forward))
            }
        };
        if let Some(pipe) = &pipe {
            file::set_nonblocking(pipe.as_fd()).map_err(Error::at("make a pipe"))?;
        }
        Ok((Self { stream, pipe, limit, captured: Captured::default(), forward }, theirs))
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.pipe.as_ref().map(AsFd::as_fd)
    }

    /// Takes what is there, once; closes the pipe at its end. `false` when nothing was there.
    pub fn take(&mut self, scratch: &mut Chunk) -> io::Result<bool> {
        let Some(pipe) = &self.pipe else { return Ok(false) };
        let chunk = &mut scratch.0;
        let Some(count) = file::read_now(pipe.as_fd(), chunk)? else { return Ok(false) };
        if count == 0 {
            self.pipe = None;
            return Ok(false);
        }
        let room = self.limit.saturating_sub(self.captured.bytes.len() as u64);
        let kept = usize::try_from(room).map_or(count, |room| count.min(room));
        self.captured.bytes.extend_from_slice(&chunk[..kept]);
        self.captured.dropped += (count - kept) as u64;
        if let Some(forward) = &mut self.forward
            && kept > 0
        {
            forward(self.stream, &chunk[..kept]);
        }
        Ok(true)
    }

    /// Takes the rest of a stream that nobody writes to any more.
    pub fn drain(&mut self, scratch: &mut Chunk) -> io::Result<()> {
        while self.take(scratch)? {}
        Ok(())
    }

    pub fn over(&self) -> Option<Stream> {
        (self.captured.dropped > 0).then_some(self.stream)
    }
}
