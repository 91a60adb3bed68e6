//! The catalogue of lint rules. Ids are stable: a retired id is never used again.
//!
//! `E` refuses the package, `W` warns. `docs/lints/` holds one page for each, written from this
//! table by the test `lint_pages_are_current`; to change a page, change its row here.

/// One rule and the text of its page.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub id: &'static str,
    /// A few words, as the title of the page.
    pub title: &'static str,
    /// What the rule asks for and why.
    pub why: &'static str,
    pub fix: &'static str,
    /// With the lenient option the package is read all the same.
    pub lenient: bool,
}

impl Rule {
    /// The page `docs/lints/<id>.md`.
    pub fn page(&self) -> String {
        let effect = match (self.id.starts_with('E'), self.lenient) {
            (true, true) => "Error: the package is refused, unless it is read leniently.",
            (true, false) => "Error: the package is refused.",
            (false, _) => "Warning: the package is read.",
        };
        let Self { id, title, why, fix, .. } = self;
        format!("# {id}: {title}\n\n{effect}\n\n## Why\n\n{why}\n\n## What to do\n\n{fix}\n")
    }
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

macro_rules! rules {
    ($(
        $name:ident = $id:literal $(, $lenient:ident)?:
        $title:literal, $why:literal, $fix:literal;
    )*) => {
        $(pub(crate) const $name: &str = $id;)*

        /// All rules, by id.
        pub const RULES: &[Rule] = &[
            $(Rule {
                id: $id,
                title: $title,
                why: $why,
                fix: $fix,
                lenient: rules!(@ $($lenient)?),
            },)*
        ];
    };
    (@ lenient) => { true };
    (@) => { false };
}

rules! {
    NO_PACKAGE = "E001": "not a package",
        "A package is a folder (or a zip of one) with a `problem.yaml`.",
        "Name the folder that holds `problem.yaml`.";
    YAML_SYNTAX = "E002": "unreadable YAML",
        "A settings file must be one YAML document in UTF-8 whose top level is a map, with no key twice, at most 1 MiB, and not nested deeper than 32 levels.",
        "Correct the line that is named. Quote values that begin with a special character.";
    FORMAT_VERSION = "E003": "unknown format version",
        "`problem_format_version` decides by which rules everything else is read. Read are `legacy` (also when the key is absent), `legacy-icpc`, `2023-07` and `2025-09`; drafts are not.",
        "Use `problem_format_version: 2025-09` for new packages.";
    MISSING_KEY = "E004", lenient: "required key missing",
        "2025-09 needs `problem_format_version`, `name` and `uuid`; `greenroom.yaml` needs `kind`, `level`, `minutes`, `competencies` and `summary`.",
        "Add the key.";
    UNKNOWN_KEY = "E005", lenient: "unknown key",
        "Since 2025-09 unknown keys are errors, so that a slip of the pen cannot switch a setting off unnoticed. The same holds for `greenroom.yaml`.",
        "Correct the spelling or remove the key.";
    BAD_VALUE = "E006": "value of the wrong type or range",
        "A setting that cannot be read must not be guessed.",
        "Give a value of the type that the message names.";
    KIND_CONFLICT = "E007": "contradicting problem types",
        "`pass-fail` excludes `scoring`, `submit-answer` excludes `interactive` and `multi-pass`, `legacy-icpc` has no scoring, and interactive and multi-pass problems need an output validator of their own.",
        "Remove one of the contradicting types, or add the output validator.";
    BAD_LIMIT = "E008", lenient: "impossible limit",
        "A stated limit is honoured exactly, so it must be above zero and one that a judge can honour; a time limit is a multiple of `time_resolution`, multipliers are at least 1.",
        "Correct the limit, or remove it to get the default.";
    NO_STATEMENT = "E009", lenient: "no statement",
        "Every problem has at least one statement: `statement/problem.LANG.{md,tex,pdf}`, in legacy `problem_statement/problem[.LANG].{tex,pdf}`.",
        "Write the statement.";
    TITLE_LANGUAGES = "E010", lenient: "titles and statements differ in language",
        "In 2025-09 the languages of `name` are exactly the languages of the statements, so that every reader gets both.",
        "Add the missing title or statement.";
    RIGHTS = "E011", lenient: "licence and rights owner contradict",
        "Public-domain works have no rights owner; every other known licence has one (or authors, or a source).",
        "Add or remove `rights_owner`.";
    BAD_CONSTANT = "E012": "invalid constant",
        "Constants are named `[a-zA-Z_][a-zA-Z0-9_]*` and are numbers or texts, or a map with `value` and variants.",
        "Rename or rewrite the constant.";
    SAMPLE_COMMANDS = "E013", lenient: "more sample commands than samples",
        "`{{nextsample}}` (`\\nextsample`) with no sample left cannot be shown.",
        "Add a sample or remove the command.";
    RETIRED_FORM = "E014", lenient: "key belongs to another format version",
        "2025-09 dropped keys such as `validation`, `validator_flags`, `grading` and `author`; what they did is expressed elsewhere.",
        "Follow the hint in the message.";
    LINK_LEAVES = "E020", lenient: "link leaves the package",
        "A symbolic link may point only to files inside the package; absolute targets, missing targets and loops are refused. A link that leaves would show files of the host.",
        "Replace the link by a copy of the file.";
    SPECIAL_FILE = "E021": "device, pipe or socket",
        "A package holds files and folders. Reading a device or a pipe could block the judge or leak data.",
        "Remove it.";
    BAD_ARCHIVE = "E022": "damaged or hostile archive",
        "Refused are entries with `..` or absolute paths, two entries with one name, entries that share bytes, and damaged data.",
        "Make the archive again with `zip -r name.zip name`.";
    TOO_LARGE = "E023": "package too large",
        "A package may hold 50,000 files and folders, 16 levels deep, and an archive may expand to 2 GiB. Programs and submissions are at most 16 MiB each.",
        "Remove or shrink data.";
    UNREADABLE = "E024": "unreadable file",
        "A file that is listed must be readable.",
        "Check the permissions and the disk.";
    UNPAIRED = "E030", lenient: "input without answer, or answer without input",
        "A case is `X.in` with `X.ans` (`data/invalid_input` needs only the input, `valid_output` and `invalid_output` also `X.out`).",
        "Add the missing file; it may be empty where the format allows it.";
    NO_SECRET = "E031", lenient: "no secret case",
        "Without secret data a problem cannot tell right from wrong.",
        "Add at least one case below `data/secret/`.";
    MIXED_GROUPS = "E032", lenient: "cases and groups mixed",
        "`data/secret` holds either cases or groups, never both: otherwise a case would belong to no group.",
        "Move the cases into a group.";
    GROUP_PLACE = "E033", lenient: "group settings in the wrong place",
        "A group is a direct subfolder of `data/secret`; groups do not nest and `sample` has none.",
        "Move the `test_group.yaml`.";
    EMPTY_GROUP = "E034", lenient: "empty group",
        "Every group holds at least one case or a static validation case.",
        "Add a case or remove the group.";
    NAME_CLASH = "E035", lenient: "two things of one name in the data",
        "A folder and a case may not share a name, and no case is called `test_group`.",
        "Rename one of them.";
    REQUIRE_PASS = "E036", lenient: "`require_pass` cannot be met",
        "It names `sample` or groups that sort earlier and aggregate by `pass-fail`; anything else would be a circle or never true.",
        "Name an earlier pass-fail group.";
    SCORE_SETTINGS = "E037", lenient: "score settings in a problem without scores",
        "`max_score`, `score_aggregation` and `require_pass` belong to scoring problems, and never to `sample`.",
        "Remove the keys, or make the problem `type: scoring`.";
    SCORE_BOUNDS = "E038", lenient: "scores of groups contradict",
        "A group is unbounded only if `secret` is; if `secret` is pass-fail, so are all groups; the groups of a sum may not exceed the maximum of `secret`.",
        "Give every group a `max_score`.";
    OVERRIDES = "E039", lenient: "half of an override",
        "Who shows another input or answer (`.in.statement`) must also offer another download (`.in.download`), and the other way round.",
        "Add the other file.";
    LEGACY_GRADING = "E040", lenient: "grading that the package cannot do",
        "`grading: custom` needs a program in `graders/`, and graders exist in scoring packages of `legacy` only.",
        "Add the grader or use `grading: default`.";
    STATIC_CASE = "E041", lenient: "static validation half declared",
        "`static_validation_score` needs a `static_validator/`, and neither fits a submit-answer problem.",
        "Add the missing half or remove the other.";
    NO_INPUT_VALIDATOR = "E050", lenient: "no input validator",
        "An input validator proves that the data keeps the promises of the statement.",
        "Add `input_validators/validate.py` that exits with 42 for valid input.";
    VALIDATOR_FORM = "E051", lenient: "validator in a form that is not supported",
        "Checktestdata (`.ctd`) and VIVA (`.viva`) validators are not supported yet; programs are.",
        "Rewrite the validator as a program.";
    SAME_PROGRAM = "E052", lenient: "two programs of one kind with one name",
        "Arguments are given by validator name, so names must differ.",
        "Rename one of them.";
    BAD_PROGRAM = "E053", lenient: "program that cannot be built",
        "A program is one source file, or a folder with sources of one language, a Python package with `__main__.py`, or executable `build` and `run` scripts.",
        "Complete the program or move other files out of the folder.";
    TOO_MANY_PROGRAMS = "E054", lenient: "more than one program where one is allowed",
        "2025-09 has one output validator and one static validator; legacy has one grader.",
        "Keep one.";
    VALIDATOR_OPTIONS = "E055", lenient: "options of the default validator contradict",
        "Known are `case_sensitive`, `space_change_sensitive`, `float_tolerance`, `float_relative_tolerance` and `float_absolute_tolerance`, each once; `float_tolerance` excludes the other two.",
        "Correct the options.";
    NO_ACCEPTED = "E060", lenient: "no accepted submission",
        "Nothing shows that the problem can be solved.",
        "Add a solution to `submissions/accepted/`.";
    BAD_PATTERN = "E061", lenient: "pattern not supported",
        "Patterns know `*` within one name and `{a,b}`; `**` and `[…]` are not part of the format.",
        "Rewrite the pattern, or use several lines.";
    BAD_EXPECTATION = "E062", lenient: "expectation that nothing can meet",
        "`permitted` and `required` are lists of AC, WA, TLE and RTE; a `score` needs a scoring problem and a group or the whole.",
        "Correct the expectation.";
    DISJOINT = "E063", lenient: "expectations contradict",
        "Two rules permit disjoint sets of verdicts for the same case, so no run can satisfy both.",
        "Make one of the patterns narrower.";
    LANGUAGE_CODE = "E064", lenient: "unknown language code",
        "Languages are named by the codes of the package format, such as `cpp`, `java`, `python3`.",
        "Use a code of the format.";
    BAD_ANNOTATION = "E065", lenient: "unreadable expected result",
        "`@EXPECTED_RESULTS@` and `@EXPECTED_GRADES@` list known result names.",
        "Use CORRECT, WRONG-ANSWER, NO-OUTPUT, TIMELIMIT, RUN-ERROR, COMPILER-ERROR, OUTPUT-LIMIT, or verdict codes for grades.";
    STAGES = "E070": "levels that do not fit the data",
        "Each entry of `levels` names a group of `data/secret`, each group once and in the order of the names, in a scoring problem.",
        "Correct the group name, or add the group.";
    SIGNATURE = "E071": "invalid function signature",
        "Names are `snake_case` (a class is `PascalCase`), each once and no keyword of a supported language; types are `int`, `float`, `bool`, `string`, `list<T>`, `map<string,T>`, `map<int,T>`, `optional<T>`, `linked_list<T>`, `tree<T>`.",
        "Correct the name or the type.";
    WIRE_DATA = "E072": "data does not fit the function signature",
        "In function mode each line of the input is one JSON value of the declared type, and so is the answer; generated drivers read nothing else.",
        "Correct the data or the signature.";
    SHEET_FORM = "E080": "cards or prompts not in their form",
        "A file of cards or prompts is read line by line: one `# ` title first, each `## ` heading an entry and its id, then fields as `key: value`, then `### ` sections in their order. The forms are in `content/cards/README.md` and `content/prompts/README.md`.",
        "Correct the line that is named.";
    ENTRY_ID = "E081": "id of a card or prompt",
        "People's review histories hang on ids, so an id is 1 to 64 lower-case letters, digits and hyphens, and unique over all cards and prompts.",
        "Choose another id. Never reuse one that was published.";
    ENTRY_FIELD = "E082": "field of a card or prompt",
        "A field that is missing, unknown or of the wrong value would be guessed by every reader in its own way.",
        "Give the field as the form describes it.";
    ENTRY_SECTION = "E083": "section of a card or prompt",
        "Every kind has its sections in one order, so that a question is never shown with its answer.",
        "Add, rename or reorder the section that is named.";
    ENTRY_TOPIC = "E084": "card or prompt of an unknown topic",
        "A topic that the competency map does not know can be neither planned nor counted.",
        "Use the id of a topic in `competencies.toml`.";
    FOLDER_NAME = "W001": "name of the package",
        "Other judges accept only lower-case letters and digits as name of the folder or archive.",
        "Rename the folder.";
    IGNORED_NAME = "W002": "file ignored because of its name",
        "Names match `[a-zA-Z0-9_][a-zA-Z0-9_.-]*`; other files behave as if they were deleted.",
        "Rename the file.";
    RETIRED_FORMAT = "W003": "abandoned format version",
        "`2023-07` was a step on the way to `2025-09` and is read by its rules.",
        "Set `problem_format_version: 2025-09`.";
    TEXT_FORM = "W004": "text file with unusual bytes",
        "Text is UTF-8 without byte order mark, with LF line ends, and ends in LF; validators of other authors rely on it.",
        "Convert the file.";
    LARGE_FILE = "W005": "very large file",
        "Files above 100 MiB are discouraged: they are copied for every run.",
        "Shrink the case.";
    LICENCE_UNKNOWN = "W006": "licence unknown",
        "`unknown` means that the problem may not be used by others; it stays private.",
        "State the licence, if you know it.";
    UNKNOWN_KEY_IGNORED = "W007": "unknown key ignored",
        "Older formats ignore unknown keys, so a slip of the pen does nothing.",
        "Correct the spelling or remove the key.";
    UNUSED_FILE = "W008": "file without a meaning",
        "The format gives no meaning to a file of this name at this place.",
        "Check the spelling, or move the file.";
    LATEX_TITLE = "W009": "LaTeX in the title",
        "Titles are plain text and are shown as they are.",
        "Remove the commands.";
    OLD_FOLDER = "W010": "deprecated folder name",
        "`input_format_validators/` is the old name of `input_validators/`.",
        "Rename the folder.";
    NO_SAMPLE = "W011": "no sample",
        "Solvers understand a problem by its samples.",
        "Add `data/sample/1.in` and `1.ans`.";
    NO_REJECTED = "W012": "no submission that must fail",
        "Only a submission that must fail shows that the data finds mistakes.",
        "Add a typical wrong solution.";
    SUBMISSION_LANGUAGE = "W013": "language of a submission unclear",
        "The endings of a submission's files must name exactly one language, else building fails.",
        "Give `language` in `submissions.yaml`, or move other files away.";
    UNUSED_PATTERN = "W014": "pattern matches nothing",
        "An expectation that matches no submission or no case checks nothing.",
        "Correct the pattern.";
    NO_EDITORIAL = "W015": "exercise without editorial",
        "A Greenroom exercise explains its solution in `solution/solution.en.md`.",
        "Write the editorial.";
    NO_HINTS = "W016": "exercise without hints",
        "Hints let a stuck candidate go on without reading the solution.",
        "Add `hints` to `greenroom.yaml`.";
    SAME_CASE = "W017": "the same case twice",
        "Equal input, arguments and settings test nothing new.",
        "Remove one of the cases.";
    UNDEFINED_CONSTANT = "W018": "undefined constant",
        "`{{name}}` without a constant of this name stays as it is in the statement.",
        "Define it under `constants`, or correct the name.";
    ARCHIVE_LAYOUT = "W019": "layout of the archive",
        "An archive holds exactly the package's folder, with the same base name as the archive; other judges insist.",
        "Pack the folder itself with `zip -r name.zip name`.";
    UNSAFE_INTEGER = "W020": "integer too large for JavaScript",
        "In function mode JavaScript and TypeScript hold an `int` as a number, which is exact up to 2^53 only; larger input stops their driver.",
        "Keep integers between -9007199254740991 and 9007199254740991, unless the exercise is about larger ones.";
    TOPIC_UNPRACTISED = "W030": "topic without a judged exercise",
        "What no exercise judges can only be claimed, not shown.",
        "Write an exercise that names the topic in `competencies`.";
    TOPIC_WITHOUT_CARD = "W031": "technical topic without a card",
        "What is not asked again is forgotten.",
        "Write a card in `cards/<area>/<topic>.md`.";
    TOPIC_WITHOUT_PROMPT = "W032": "topic without a prompt",
        "Interviews are spoken: each topic is explained aloud, or told as a story, at least once.",
        "Write a prompt that names the topic.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_order() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }

    #[test]
    fn lint_pages_are_current() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/lints");
        let bless = std::env::var_os("GREENROOM_BLESS").is_some();
        for rule in RULES {
            let path = format!("{folder}/{}.md", rule.id);
            if bless {
                std::fs::create_dir_all(folder).expect("docs can be written");
                std::fs::write(&path, rule.page()).expect("docs can be written");
            }
            let page = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(page == rule.page(), "{path} is not current; run with GREENROOM_BLESS=1");
        }
        let pages = std::fs::read_dir(folder).expect("docs/lints exists").count();
        assert_eq!(pages, RULES.len(), "docs/lints holds a page of no rule");
    }
}
