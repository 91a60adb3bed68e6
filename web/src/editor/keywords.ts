//! Keywords and everyday names offered as completions, by syntax.

const C = `
    auto break case char const continue default do double else enum extern float for goto if
    inline int long register return short signed sizeof static struct switch typedef union
    unsigned void volatile while #include #define NULL printf scanf malloc free size_t int64_t
    uint64_t stdio.h stdlib.h string.h stdint.h`;

const JAVASCRIPT = `
    async await break case catch class const continue debugger default delete do else export
    extends false finally for from function if import in instanceof let new null of return
    static super switch this throw true try typeof undefined var void while with yield console
    Map Set Array Object Number String Math Promise JSON BigInt require process length push pop
    shift splice slice sort join split readFileSync`;

const WORDS: Record<string, string> = {
  python: `
    and as assert async await break case class continue def del elif else except finally for
    from global if import in is lambda match nonlocal not or pass raise return try while with
    yield self append items values keys collections defaultdict Counter deque heapq heappush
    heappop bisect bisect_left itertools functools lru_cache dataclass math sys stdin readline
    split strip join`,
  javascript: JAVASCRIPT,
  typescript: `
    ${JAVASCRIPT} abstract any as boolean declare enum implements interface keyof namespace
    never number private protected public readonly string type unknown Record Partial`,
  c: C,
  cpp: `
    ${C} alignas alignof and bool catch class concept consteval constexpr constinit decltype
    delete dynamic_cast explicit export false friend mutable namespace new noexcept not nullptr
    operator or override private protected public reinterpret_cast requires static_assert
    static_cast template this throw true try typename using virtual std vector string
    unordered_map unordered_set map set pair queue priority_queue deque optional string_view
    push_back emplace_back begin end size iostream cin cout endl getline make_pair sort
    lower_bound upper_bound algorithm numeric`,
  java: `
    abstract assert boolean break byte case catch char class continue default do double else
    enum extends final finally float for if implements import instanceof int interface long
    native new null package private protected public record return sealed short static strictfp
    super switch synchronized this throw throws transient true try var void volatile while yield
    String Integer Long Double List ArrayList Map HashMap Set HashSet Deque ArrayDeque
    PriorityQueue Scanner BufferedReader InputStreamReader StringBuilder System Math Arrays
    Collections Optional Objects Iterator Override`,
  rust: `
    as async await break const continue crate dyn else enum extern false fn for if impl in let
    loop match mod move mut pub ref return self Self static struct super trait true type unsafe
    use where while String Vec Option Some None Result Ok Err Box Rc Arc HashMap HashSet
    BTreeMap BTreeSet VecDeque BinaryHeap println! format! vec! std io collections iter collect
    unwrap_or_default i32 i64 u32 u64 usize`,
  go: `
    break case chan const continue default defer else fallthrough for func go goto if import
    interface map package range return select struct switch type var nil true false append cap
    close copy delete len make new panic recover string int int64 uint64 float64 bool byte rune
    error fmt bufio strings strconv sort errors time sync`,
  php: `
    abstract array as break callable case catch class clone const continue declare default do
    echo else elseif empty enum extends final finally fn for foreach function global if
    implements include instanceof interface isset list match namespace new null private
    protected public readonly require return static switch throw trait true try unset use var
    while yield count explode implode fgets STDIN str_replace array_map array_filter usort`,
  csharp: `
    abstract as base bool break byte case catch char class const continue decimal default
    delegate do double else enum event explicit false finally fixed float for foreach if
    implicit in int interface internal is lock long namespace new null object operator out
    override params private protected public readonly ref return sealed short sizeof static
    string struct switch this throw true try typeof uint ulong using var virtual void while
    yield Console List Dictionary HashSet Queue Stack StringBuilder Linq`,
  kotlin: `
    abstract as break by catch class companion const constructor continue data do else enum
    false final finally for fun get if import in init interface internal is lateinit null object
    open operator out override package private protected public return sealed set super suspend
    this throw true try typealias val var when where while listOf mutableListOf mapOf
    mutableMapOf setOf mutableSetOf println readLine String Int Long Double Boolean List Map Set`,
  haskell: `
    case class data default deriving do else foldr foldl if import in infix infixl infixr
    instance let module newtype of otherwise qualified then type where map filter concatMap
    zipWith lines unlines words unwords interact getLine putStrLn show read mapM_ forM_ Maybe
    Just Nothing Either Left Right Int Integer String IO Data.Map Data.Set Data.List`,
  lua: `
    and break do else elseif end false for function goto if in local nil not or repeat return
    then true until while ipairs pairs print table string math io tonumber tostring setmetatable
    select`,
  perl: `
    and chomp cmp continue defined delete do each else elsif eq exists foreach for ge grep gt if
    join keys last le local lt map my ne next no not or our package pop print printf push redo
    require return reverse say scalar shift sort splice split sprintf strict sub undef unless
    unshift until use values wantarray warnings while`,
  ruby: `
    alias and attr_accessor attr_reader begin break case class def defined? do each else elsif
    end ensure false for gets if in include initialize lambda loop map module new next nil not
    or private proc protected puts raise redo require rescue retry return select self super then
    true undef unless until when while yield`,
  shell: `
    break case continue declare do done echo elif else esac eval exec exit export fi for
    function if in local printf read readonly return select set shift source test then trap
    unset until while awk sed grep sort uniq cut tr head tail mapfile`,
};

export function keywords(syntax: string): string[] {
  return WORDS[syntax]?.trim().split(/\s+/) ?? [];
}
