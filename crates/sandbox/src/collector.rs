//! Receives the output of a run: keeps it up to a limit, counts the rest, passes it on.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use crate::command::{Forward, Sink};
use crate::error::{Error, Result};
use crate::outcome::{Captured, Stream};
use crate::sys::file;

/// Bytes taken from a stream at a time.
const CHUNK: usize = 64 * 1024;

/// Receives one output stream.
pub struct Collector {
    stream: Stream,
    pipe: Option<OwnedFd>,
    limit: u64,
    pub captured: Captured,
    forward: Option<Forward>,
    chunk: Vec<u8>,
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
        let chunk = if pipe.is_some() { vec![0; CHUNK] } else { Vec::new() };
        Ok((Self { stream, pipe, limit, captured: Captured::default(), forward, chunk }, theirs))
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.pipe.as_ref().map(AsFd::as_fd)
    }

    /// Takes what is there, once; closes the pipe at its end. `false` when nothing was there.
    pub fn take(&mut self) -> io::Result<bool> {
        let Some(pipe) = &self.pipe else { return Ok(false) };
        let Some(count) = file::read_now(pipe.as_fd(), &mut self.chunk)? else { return Ok(false) };
        if count == 0 {
            self.pipe = None;
            return Ok(false);
        }
        let room = self.limit.saturating_sub(self.captured.bytes.len() as u64);
        let kept = usize::try_from(room).map_or(count, |room| count.min(room));
        self.captured.bytes.extend_from_slice(&self.chunk[..kept]);
        self.captured.dropped += (count - kept) as u64;
        if let Some(forward) = &mut self.forward
            && kept > 0
        {
            forward(self.stream, &self.chunk[..kept]);
        }
        Ok(true)
    }

    /// Takes the rest of a stream that nobody writes to any more.
    pub fn drain(&mut self) -> io::Result<()> {
        while self.take()? {}
        Ok(())
    }

    pub fn over(&self) -> Option<Stream> {
        (self.captured.dropped > 0).then_some(self.stream)
    }
}
