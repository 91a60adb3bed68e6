//! What the host offers: languages, formatters, walls. Asked rarely, answered from memory.

use std::sync::{Arc, Mutex, PoisonError};

use judge::Judge;
use judge::language::Language;
use sandbox::{Sandbox, Wall};

use crate::error::{Error, Result};
use crate::{Dispatch, now};

/// A language and what of it is here.
#[derive(Clone, Debug)]
pub struct KnownLanguage {
    pub language: Arc<Language>,
    /// Absent where the tools are not installed.
    pub version: Option<String>,
    pub formatter: bool,
    /// What to install, in one sentence.
    pub missing: Option<String>,
}

/// What `doctor` found.
#[derive(Clone, Debug)]
pub struct Examination {
    pub walls: Vec<Wall>,
    pub at: i64,
}

#[derive(Debug)]
pub(crate) struct Tools {
    sandbox: Sandbox,
    judge: Judge,
    languages: tokio::sync::OnceCell<Vec<KnownLanguage>>,
    examined: Mutex<Option<Examination>>,
    /// One examination at a time: two would disturb each other's times.
    turn: tokio::sync::Mutex<()>,
    /// Formatting is cheap, but not free.
    formatting: tokio::sync::Semaphore,
}

/// Texts formatted at once.
const FORMATTINGS: usize = 2;

impl Tools {
    pub fn new(sandbox: Sandbox, judge: Judge) -> Self {
        Self {
            sandbox,
            judge,
            languages: tokio::sync::OnceCell::new(),
            examined: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            formatting: tokio::sync::Semaphore::new(FORMATTINGS),
        }
    }
}

impl Dispatch {
    /// All languages with what is installed; asked of the host once.
    pub async fn languages(&self) -> Result<&[KnownLanguage]> {
        let tools = &self.shared.tools;
        let probe = async {
            let judge = tools.judge.clone();
            tokio::task::spawn_blocking(move || known_languages(&judge)).await
        };
        Ok(tools.languages.get_or_try_init(|| probe).await?)
    }

    pub fn language(&self, name: &str) -> Option<Arc<Language>> {
        self.shared.judge.compiler().registry().by_name(name).map(Arc::clone)
    }

    pub async fn format(&self, language: String, text: String) -> Result<String> {
        let tools = &self.shared.tools;
        let unknown = || Error::Refused(format!("the language {language} is not known"));
        let known = self.language(&language).ok_or_else(unknown)?;
        let _place = tools.formatting.acquire().await;
        let judge = tools.judge.clone();
        let formatted = tokio::task::spawn_blocking(move || judge.format(&known, &text)).await?;
        formatted.map_err(|error| match error {
            judge::Error::Request(reason) => Error::Refused(reason),
            judge::Error::Missing(missing) => Error::Refused(missing.to_string()),
            error => Error::Judge(error),
        })
    }

    /// The last examination of the walls; makes one when there was none.
    pub async fn examination(&self) -> Result<Examination> {
        let known = self.examined();
        match known {
            Some(known) => Ok(known),
            None => self.examine().await,
        }
    }

    fn examined(&self) -> Option<Examination> {
        self.shared.tools.examined.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Attacks the sandbox; takes about two seconds. Goes on and is remembered when whoever asked
    /// does not wait for it.
    pub async fn examine(&self) -> Result<Examination> {
        let dispatch = self.clone();
        tokio::spawn(async move { dispatch.examine_here().await }).await?
    }

    async fn examine_here(&self) -> Result<Examination> {
        let tools = &self.shared.tools;
        let _turn = tools.turn.lock().await;
        let sandbox = tools.sandbox.clone();
        let walls = tokio::task::spawn_blocking(move || sandbox.walls()).await?;
        let found = Examination { walls, at: now() };
        *tools.examined.lock().unwrap_or_else(PoisonError::into_inner) = Some(found.clone());
        Ok(found)
    }

    /// Whether a container can be made: the quick self-test of a health check.
    pub async fn self_test(&self) -> Result<()> {
        let sandbox = self.shared.tools.sandbox.clone();
        let made = tokio::task::spawn_blocking(move || {
            sandbox.container(&sandbox::ContainerSpec::default()).map(drop)
        });
        made.await?.map_err(judge::Error::from)?;
        Ok(())
    }
}

fn known_languages(judge: &Judge) -> Vec<KnownLanguage> {
    let all: Vec<Arc<Language>> = judge.compiler().registry().all().cloned().collect();
    let known = |language: &Arc<Language>| {
        let installed = judge.compiler().installed(language);
        KnownLanguage {
            formatter: judge.can_format(language),
            version: installed.as_ref().ok().map(|installed| installed.version.clone()),
            missing: installed.err().map(|missing| missing.to_string()),
            language: Arc::clone(language),
        }
    };
    // Some tools take a second to say their version.
    std::thread::scope(|scope| {
        let asked: Vec<_> = all.iter().map(|language| scope.spawn(|| known(language))).collect();
        asked.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}
