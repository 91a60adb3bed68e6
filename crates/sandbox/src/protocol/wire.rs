//! How the messages of the protocol travel as bytes.

use std::io;
use std::time::Duration;

use super::{Area, FromKeeper, FromLauncher, Layout, Report, Run, Started, ToKeeper, ToLauncher};

/// A message that travels.
pub trait Message: Sized {
    fn write(&self, out: &mut Writer);
    fn read(input: &mut Reader<'_>) -> io::Result<Self>;

    fn encode(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(256));
        self.write(&mut out);
        out.0
    }

    fn decode(bytes: &[u8]) -> io::Result<Self> {
        Self::read(&mut Reader(bytes))
    }
}

/// Appends values to a message.
#[derive(Debug)]
pub struct Writer(Vec<u8>);

impl Writer {
    fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    fn u64(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    fn i32(&mut self, value: i32) {
        self.0.extend(value.to_le_bytes());
    }

    fn time(&mut self, value: Duration) {
        self.u64(u64::try_from(value.as_nanos()).unwrap_or(u64::MAX));
    }

    fn optional_time(&mut self, value: Option<Duration>) {
        self.tag(u8::from(value.is_some()));
        self.time(value.unwrap_or_default());
    }

    fn bytes(&mut self, value: &[u8]) {
        self.u64(value.len() as u64);
        self.0.extend(value);
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.u64(items.len() as u64);
        for item in items {
            each(self, item);
        }
    }
}

/// Takes values from a message.
#[derive(Debug)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> io::Result<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count).ok_or_else(malformed)?;
        self.0 = tail;
        Ok(head)
    }

    fn tag(&mut self) -> io::Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn flag(&mut self) -> io::Result<bool> {
        Ok(self.tag()? != 0)
    }

    fn u64(&mut self) -> io::Result<u64> {
        Ok(u64::from_le_bytes(self.take(8)?.try_into().expect("eight bytes were taken")))
    }

    fn i32(&mut self) -> io::Result<i32> {
        Ok(i32::from_le_bytes(self.take(4)?.try_into().expect("four bytes were taken")))
    }

    fn u32(&mut self) -> io::Result<u32> {
        Ok(self.i32()?.cast_unsigned())
    }

    fn time(&mut self) -> io::Result<Duration> {
        self.u64().map(Duration::from_nanos)
    }

    fn optional_time(&mut self) -> io::Result<Option<Duration>> {
        let present = self.flag()?;
        let value = self.time()?;
        Ok(present.then_some(value))
    }

    fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let length = usize::try_from(self.u64()?).map_err(|_| malformed())?;
        self.take(length).map(<[u8]>::to_vec)
    }

    fn text(&mut self) -> io::Result<String> {
        String::from_utf8(self.bytes()?).map_err(|_| malformed())
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> io::Result<T>) -> io::Result<Vec<T>> {
        let count = self.u64()?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(each(self)?);
        }
        Ok(items)
    }
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a malformed message inside the sandbox")
}

impl Message for ToKeeper {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::IdsMapped(layout) => {
                out.tag(0);
                layout.write(out);
            }
            Self::SealBox => out.tag(2),
            Self::Renew(areas) => {
                out.tag(3);
                out.list(areas, |out, area| {
                    let index = Area::ALL.iter().position(|a| a == area).unwrap_or(0);
                    out.tag(u8::try_from(index).unwrap_or(0));
                });
            }
            Self::WorkReadOnly(on) => {
                out.tag(4);
                out.tag(u8::from(*on));
            }
            Self::Sweep { main } => {
                out.tag(5);
                out.i32(*main);
            }
            Self::CleanIpc => out.tag(6),
        }
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(match input.tag()? {
            0 => Self::IdsMapped(Layout::read(input)?),
            2 => Self::SealBox,
            3 => {
                Self::Renew(input.list(|i| {
                    Area::ALL.get(usize::from(i.tag()?)).copied().ok_or_else(malformed)
                })?)
            }
            4 => Self::WorkReadOnly(input.flag()?),
            5 => Self::Sweep { main: input.i32()? },
            6 => Self::CleanIpc,
            _ => return Err(malformed()),
        })
    }
}

impl Message for Layout {
    fn write(&self, out: &mut Writer) {
        out.list(&self.binds, |out, (host, inside)| {
            out.bytes(host);
            out.bytes(inside);
        });
        out.list(&self.etc, |out, (name, text)| {
            out.bytes(name.as_bytes());
            out.bytes(text.as_bytes());
        });
        out.u64(self.scratch_bytes);
        out.u64(self.scratch_inodes);
        out.u64(self.box_bytes);
        out.tag(u8::from(self.loopback));
        out.tag(u8::from(self.allow_locks));
        out.tag(u8::from(self.own_launcher_uid));
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(Self {
            binds: input.list(|i| Ok((i.bytes()?, i.bytes()?)))?,
            etc: input.list(|i| Ok((i.text()?, i.text()?)))?,
            scratch_bytes: input.u64()?,
            scratch_inodes: input.u64()?,
            box_bytes: input.u64()?,
            loopback: input.flag()?,
            allow_locks: input.flag()?,
            own_launcher_uid: input.flag()?,
        })
    }
}

impl Message for FromKeeper {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::WantsIds => out.tag(0),
            Self::Built => out.tag(1),
            Self::LauncherWaits => out.tag(2),
            Self::Done => out.tag(4),
            Self::Swept(report) => {
                out.tag(5);
                out.tag(u8::from(report.is_some()));
                if let Some(report) = report {
                    report.write(out);
                }
            }
            Self::Failed(step) => {
                out.tag(6);
                out.bytes(step.as_bytes());
            }
        }
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(match input.tag()? {
            0 => Self::WantsIds,
            1 => Self::Built,
            2 => Self::LauncherWaits,
            4 => Self::Done,
            5 => Self::Swept(if input.flag()? { Some(Report::read(input)?) } else { None }),
            6 => Self::Failed(input.text()?),
            _ => return Err(malformed()),
        })
    }
}

impl Message for ToLauncher {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Go => out.tag(0),
            Self::Run(run) => {
                out.tag(1);
                run.write(out);
            }
        }
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(match input.tag()? {
            0 => Self::Go,
            1 => Self::Run(Run::read(input)?),
            _ => return Err(malformed()),
        })
    }
}

impl Message for Run {
    fn write(&self, out: &mut Writer) {
        out.list(&self.argv, |out, a| out.bytes(a));
        out.list(&self.env, |out, e| out.bytes(e));
        out.bytes(&self.cwd);
        out.list(&self.limits, |out, &(resource, value)| {
            out.i32(resource.cast_signed());
            out.u64(value);
        });
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(Self {
            argv: input.list(Reader::bytes)?,
            env: input.list(Reader::bytes)?,
            cwd: input.bytes()?,
            limits: input.list(|i| Ok((i.u32()?, i.u64()?)))?,
        })
    }
}

impl Message for FromLauncher {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Started(started) => {
                out.tag(0);
                started.write(out);
            }
            Self::NotStarted(errno) => {
                out.tag(1);
                out.i32(*errno);
            }
            Self::Ended(report) => {
                out.tag(2);
                report.write(out);
            }
            Self::Ready { landlock } => {
                out.tag(3);
                out.tag(u8::from(*landlock));
            }
            Self::Failed(step) => {
                out.tag(4);
                out.bytes(step.as_bytes());
            }
        }
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(match input.tag()? {
            0 => Self::Started(Started::read(input)?),
            1 => Self::NotStarted(input.i32()?),
            2 => Self::Ended(Report::read(input)?),
            3 => Self::Ready { landlock: input.flag()? },
            4 => Self::Failed(input.text()?),
            _ => return Err(malformed()),
        })
    }
}

impl Message for Started {
    fn write(&self, out: &mut Writer) {
        out.i32(self.pid);
        out.time(self.at);
        out.optional_time(self.cpu);
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(Self { pid: input.i32()?, at: input.time()?, cpu: input.optional_time()? })
    }
}

impl Message for Report {
    fn write(&self, out: &mut Writer) {
        out.i32(self.raw_status);
        out.time(self.at);
        out.optional_time(self.cpu);
        out.time(self.user);
        out.time(self.system);
        out.u64(self.max_rss);
        out.i32(self.ipc_objects.cast_signed());
        out.time(self.waited);
        out.tag(u8::from(self.started.is_some()));
        if let Some(started) = &self.started {
            started.write(out);
        }
    }

    fn read(input: &mut Reader<'_>) -> io::Result<Self> {
        Ok(Self {
            raw_status: input.i32()?,
            at: input.time()?,
            cpu: input.optional_time()?,
            user: input.time()?,
            system: input.time()?,
            max_rss: input.u64()?,
            ipc_objects: input.u32()?,
            waited: input.time()?,
            started: if input.flag()? { Some(Started::read(input)?) } else { None },
        })
    }
}
