namespace QmsWorkflow.Engine.Tests.Script;

/// <summary>Makes random scripts of the supported syntax from a seed; the same seed gives the same scripts.</summary>
internal sealed partial class ScriptGenerator(int seed)
{
    private static readonly string[] Texts =
    [
        "''", "'a'", "'abc'", "'Phòng Tổ chức'", "'  x y '", "'12'", "'0x1F'", "'1e3'", "'2026-03-05'", "'A-b-C'", "'aXbXc'", "'😀é'", "'Infinity'", "'line1\\nline2'", "'null'", "\"it's\"",
    ];

    private static readonly string[] Atoms =
    [
        "0", "-0", "1", "2", "3.5", "-7", "1e21", "1.5e-7", "0.1", "123456789012", "NaN", "Infinity", "-Infinity", "4294967296", "2147483648", "0.000001", "5e-324", "1.7976931348623157e308", "255",
        "true", "false", "null", "undefined", "x", "y", "s", "arr", "obj", "n",
    ];

    private static readonly string[] Arrays = ["[]", "[1, 2, 3]", "['b', 'a', 'c']", "[3, 1, 10, 2]", "[[1], [2, [3]]]", "[null, undefined, 1]", "arr", "[true, 'x', 0]", "Object.keys(obj)", "'a,b,c'.split(',')", "[...'xyz']", "Array.from({ length: 3 }, (_, i) => i * i)"];

    private static readonly string[] Patterns =
    [
        "/a/g", "/[a-c]+/", "/(\\w)(\\d)?/g", "/\\s+/g", "/^\\s*(.*?)\\s*$/", "/(?<h>[A-Z])-?/gi", "/x|y|/g", "/(a|ab)(c|bcd)?/", "/(?:b|c)*?c/i", "/\\bt/giu", "/[^a-z0-9]/gi", "/(a*)*/", "/(a?)+b/", "/(z)((a+)?(b+)?(c))*/", "/./gsu", "/$/gm", "/^/gm", "/\\d{2,3}?/", "/(\\d{4})-(\\d{2})-(\\d{2})/", "/[\\w.-]+/y", "/X/", "/(|a)*/", "/(?:a|b?)*c/",
    ];

    private readonly Random random = new(seed);

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];

    private int depth;

    public string Text() => random.Next(3) switch
    {
        0 => Pick(Texts),
        1 => TextCall(),
        _ => Pick("s", "`<${" + Expression() + "}>`", "String(" + Expression() + ")", Pick(Texts)),
    };

    private string Small() => Pick("0", "1", "2", "-1", "5", "3", "-2", "undefined", "NaN", "1.7");

    private string TextCall()
    {
        if (++depth > 4)
        {
            depth--;
            return Pick(Texts);
        }

        var self = Text();
        var made = random.Next(27) switch
        {
            24 or 25 => Vietnamese(),
            26 => DateText(),
            0 => $"{self}.slice({Small()}, {Small()})",
            1 => $"{self}.substring({Small()}, {Small()})",
            2 => $"{self}.substr({Small()}, {Small()})",
            3 => $"{self}.toUpperCase()",
            4 => $"{self}.padStart({Pick("3", "8", "0")}, {Pick("'*'", "'ab'", "'0'")})",
            5 => $"{self}.replace({Pick(Patterns)}, {Pick("'[$&]'", "'$1-$2'", "'$$'", "'$`|$\\''", "m => m.length", "(m, a, b) => `${a}${b}`", "'$<h>'", "'$01$10'")})",
            6 => $"{self}.replaceAll({Pick("'a'", "''", "'X'")}, {Pick("'_'", "'$&$&'", "() => 'z'")})",
            7 => $"{self}.trim()",
            8 => $"{self}.repeat({Pick("0", "1", "3")})",
            9 => $"{self}.charAt({Small()})",
            10 => $"String({self}.at({Small()}))",
            11 => $"{self}.concat({Expression()}, {Small()})",
            12 => $"{Arrays[random.Next(Arrays.Length)]}.join({Pick("'-'", "''", "undefined", "', '")})",
            13 => $"{self}.normalize({Pick("'NFD'", "'NFC'", "")})",
            14 => $"({Number()}).toString({Pick("2", "16", "36", "10", "")})",
            15 => $"({Number()}).toFixed({Pick("0", "1", "2", "10", "20")})",
            16 => $"({Number()}).toPrecision({Pick("1", "3", "10", "21")})",
            17 => $"JSON.stringify({Value()}{Pick("", ", null, 2", ", ['a', 'b']", ", (k, v) => typeof v === 'number' ? v + 1 : v", ", null, '--'")})",
            18 => $"encodeURIComponent({self})",
            19 => $"String({self}.match({Pick(Patterns)}))",
            20 => $"{self}.split({Pick("''", "','", "'X'", "/[,X ]/", "/(X)/", "/\\s*/", "undefined")}).join('|')",
            21 => $"{self}.toLowerCase()",
            22 => $"typeof {Expression()}",
            _ => $"String.fromCharCode({Pick("65", "97, 98", "0x1EA1", "65601")})",
        };
        depth--;
        return made;
    }

    public string Number()
    {
        if (++depth > 4)
        {
            depth--;
            return Pick("1", "2", "n", "-3.25", "NaN", "1e21");
        }

        var made = random.Next(16) switch
        {
            0 or 1 => Pick("0", "1", "-1", "2.5", "1e21", "123.456", "n", "0.1 + 0.2", "1 / 3", "-1.5", "1e-7", "0.5", "-0.4"),
            2 => $"({Expression()} {Pick("+", "-", "*", "/", "%", "**")} {Expression()})",
            3 => $"({Expression()} {Pick("|", "&", "^", "<<", ">>", ">>>")} {Expression()})",
            4 => $"Math.{Pick("floor", "ceil", "round", "trunc", "abs", "sign", "sqrt", "fround", "clz32")}({Expression()})",
            5 => $"Math.{Pick("max", "min", "imul")}({Expression()}, {Number()})",
            6 => $"parseInt({Expression()}{Pick("", ", 16", ", 2", ", 36", ", 10")})",
            7 => $"parseFloat({Text()})",
            8 => $"Number({Expression()})",
            9 => $"{Text()}.length",
            10 => $"{Text()}.{Pick("indexOf", "lastIndexOf", "search")}({Pick("'a'", "''", "'X'", "'b'")})",
            11 => $"{Text()}.charCodeAt({Small()})",
            12 => $"{Pick("-", "+", "~", "- -")}({Expression()})",
            13 => $"{Array()}.{Pick("length", "indexOf(1)", "lastIndexOf('a')", "findIndex(v => v > 1)", "findLastIndex(v => v)", "push(4)", "unshift(1, 2)", "reduce((a, b) => a + b, 0)")}",
            14 => $"new Date({DateArguments()}).{Pick("getTime", "getFullYear", "getUTCMonth", "getDate", "getDay", "getHours", "getUTCMinutes", "valueOf", "getMilliseconds")}()",
            _ => $"{Text()}.codePointAt({Small()})",
        };
        depth--;
        return made;
    }

    private string DateArguments() => Pick(
        "'2026-03-05'", "'2026-03-05T10:20:30Z'", "'2026-12-31T23:59:59.999+07:00'", "'2024-02-29T00:00'", "0", "1e12", "2026, 0, 31", "2026, 13, -5, 25, 61", "99, 1", "'x'", "NaN", "-1e12", "1900, 1, 29", "'2026'", "'2026-05'", "8.64e15", "8.64e15 + 1", "2026, 5");

    public string Array()
    {
        if (++depth > 4)
        {
            depth--;
            return Pick(Arrays);
        }

        var self = random.Next(2) == 0 ? Pick(Arrays) : Array();
        var made = random.Next(20) switch
        {
            0 or 1 => Pick(Arrays),
            2 => $"{self}.map({Pick("v => v", "(v, i) => i", "String", "v => [v, v]", "v => ({ v })", "Number", "parseInt")})",
            3 => $"{self}.filter({Pick("Boolean", "v => v > 1", "(v, i) => i % 2", "v => typeof v === 'string'")})",
            4 => $"[...{self}].sort({Pick("", "(a, b) => a - b", "(a, b) => b - a", "() => 0")})",
            5 => $"{self}.slice({Small()}, {Small()})",
            6 => $"{self}.concat({Expression()}, {Pick(Arrays)})",
            7 => $"{self}.flat({Pick("", "2", "Infinity", "0")})",
            8 => $"{self}.flatMap(v => [v, {Small()}])",
            9 => $"[...{self}].reverse()",
            10 => $"(a => (a.splice({Small()}, {Pick("1", "0", "2")}, 'n'), a))([...{self}])",
            11 => $"Object.{Pick("keys", "values", "entries")}({Pick("obj", "{ b: 1, a: 2, 1: 3 }", self)})",
            12 => $"[...new Set({self})]",
            13 => $"[...new Map({self}.map((v, i) => [v, i]))]",
            14 => $"[...{Text()}.matchAll({Pick(Patterns.Where(p => p[(p.LastIndexOf('/') + 1)..].Contains('g')).ToArray())})].map(m => [m.index, ...m])",
            15 => $"[...{self}].fill({Small()}, {Small()})",
            16 => $"[...{self}].toSorted().with(0, {Small()})",
            17 => $"{self}.reduceRight((a, v) => [...a, v], [])",
            18 => $"[{Expression()}, ...{self}, {Expression()}]",
            _ => $"({Pick(Patterns)}.exec({Text()}) || [])",
        };
        depth--;
        return made;
    }

    private string Object() => random.Next(6) switch
    {
        0 => "obj",
        1 => $"{{ a: {Expression()}, 'b c': {Expression()}, 3: 1, [{Text()}]: {Small()}, x }}",
        2 => $"{{ ...{Pick("obj", "{ a: 1, q: [1] }", "arr", "null", "'ab'")}, a: {Expression()} }}",
        3 => $"Object.fromEntries([['k', {Expression()}], ['a', 2]])",
        4 => $"Object.assign({{}}, obj, {{ z: {Expression()} }})",
        _ => $"JSON.parse({Pick("'{\"a\":[1,2,{\"b\":null}]}'", "'[1e3, -0.5, \"\\\\u00e9\"]'", "'{bad'", "'  true '", "'01'", "'\"\\t\"'")})",
    };

    private string Value() => random.Next(3) switch { 0 => Array(), 1 => $"({Object()})", _ => Expression() };

    private string Flag()
    {
        return random.Next(8) switch
        {
            0 => $"({Expression()} {Pick("==", "!=", "===", "!==", "<", ">", "<=", ">=")} {Expression()})",
            1 => $"!{Pick("x", "s", "''", "[]", "null")}",
            2 => $"{Text()}.{Pick("includes", "startsWith", "endsWith")}({Pick("'a'", "''", "'X'")})",
            3 => $"{Pick("isNaN", "isFinite", "Number.isInteger", "Number.isSafeInteger", "Array.isArray")}({Expression()})",
            4 => $"{Pick(Patterns)}.test({Text()})",
            5 => $"({Pick("'a'", "0", "'length'", "'zz'")} in {Pick("obj", "arr")})",
            6 => $"{Array()}.{Pick("some", "every")}({Pick("v => v", "v => v > 1", "v => v !== null")})",
            _ => $"Object.is({Expression()}, {Expression()})",
        };
    }

    public string Expression()
    {
        if (++depth > 5)
        {
            depth--;
            return Pick(Atoms);
        }

        var made = random.Next(17) switch
        {
            14 => Chain(),
            15 => Function(),
            16 => Collection(),
            0 or 1 => Pick(Atoms),
            2 => Text(),
            3 or 4 => Number(),
            5 => Flag(),
            6 => $"({Flag()} ? {Expression()} : {Expression()})",
            7 => $"({Expression()} {Pick("&&", "||")} {Expression()})",
            8 => $"({Expression()} ?? {Expression()})",
            9 => $"({Expression()} + {Expression()})",
            10 => $"obj{Pick("?.", ".")}{Pick("a", "b?.c", "zz?.yy.xx", "b.c[0]", "f?.(1)", "list?.[1]", "zz.yy")}",
            11 => $"arr{Pick("[0]", "?.[1]", ".at(-1)", "[{Small()}]", ".length", "[5]?.x")}".Replace("{Small()}", Small(), StringComparison.Ordinal),
            12 => $"(({Pick("a", "a = 1", "{ p: a = 2 } = {}", "[a] = [7]", "...a")}) => {Pick("a", "[a, a]", "typeof a", "`${a}`")})({Pick("", Expression())})",
            _ => Value(),
        };
        depth--;
        return made;
    }

    private int names;

    private string Block(int statements) => "{ " + string.Join(" ", Enumerable.Range(0, statements).Select(_ => Statement())) + " }";

    public string Statement()
    {
        if (++depth > 4)
        {
            depth--;
            return $"out.push({Expression()});";
        }

        var name = $"v{names++}";
        var made = random.Next(26) switch
        {
            > 17 => Rarer(name),
            0 => $"let {name} = {Expression()}; out.push({name});",
            1 => $"const [{name}, {name}b = 3, ...{name}c] = {Array()}; out.push({name}, {name}b, {name}c);",
            2 => $"const {{ a: {name} = 'd', ...{name}r }} = ({Object()}); out.push({name}, {name}r);",
            3 => $"if ({Expression()}) {Block(1)} else {Block(1)}",
            4 => $"for (let {name} = 0; {name} < 3; {name}++) {{ if ({name} === {Pick("1", "2", "9")}) {Pick("continue", "break")}; {Statement()} fs.push(() => {name}); }}",
            5 => $"for (const {name} of {Array()}) {{ out.push({name}); if (out.length > 20) break; }}",
            6 => $"for (const {name} in {Pick("obj", "arr", "'ab'", "{ b: 1, 2: 1, a: 1 }")}) out.push({name});",
            7 => $"var {name} = 0; while ({name}++ < 3) {Block(1)}",
            8 => $"var {name} = 3; do {Block(1)} while (--{name} > 0);",
            9 => $"switch ({Expression()}) {{ case 1: out.push('one'); case 'a': out.push('A'); break; case {Expression()}: out.push('e'); break; default: {Statement()} }}",
            10 => $"try {{ {Statement()} {Pick("throw new Error('e');", "throw { a: 1 };", "null.x;", "nope();", "")} }} catch (e) {{ out.push(e instanceof Error ? e.name : e); }} finally {{ out.push('f'); }}",
            11 => $"function {name}(p, q = p, ...r) {{ {Statement()} return [p, q, r.length]; }} out.push({name}({Expression()}), {name}(1, undefined, 3));",
            12 => $"x {Pick("+=", "-=", "*=", "??=", "||=", "&&=", "**=", ">>=", "|=", "%=")} {Expression()}; out.push(x);",
            13 => $"obj.{Pick("a", "zz", "n")} {Pick("=", "+=", "??=")} {Expression()}; out.push(obj);",
            14 => $"[x, y] = [y, x]; out.push(x, y, n{Pick("++", "--")}, {Pick("++", "--")}n);",
            15 => $"L{name}: for (const {name} of [1, 2, 3]) {{ for (const {name}i of [1, 2]) {{ if ({name}i === {name}) continue L{name}; if ({name} > {Pick("1", "2", "3")}) break L{name}; out.push({name} * 10 + {name}i); }} }}",
            16 => $"delete obj.{Pick("a", "b", "zz")}; arr[{Pick("0", "1", "4")}] = {Expression()}; out.push(arr.length, Object.keys(obj));",
            _ => $"out.push({Expression()})\nout.push({Expression()})\n",
        };
        depth--;
        return made;
    }

    public const string Prelude = "let x = 5, y = 'q', s = 'Hello Xa bc', n = 7; const arr = [1, 'two', null, 4.5]; const obj = { a: 1, b: { c: [9, 8] }, list: ['l0', 'l1'], 10: 'ten', 2: 'two', f: v => v + 1 }; const out = [], fs = [];";

    public string Script() => random.Next(3) > 0
        ? $"{Prelude} return [{Expression()}];"
        : $"{Prelude} {Statement()} {Statement()} {Statement()} return [out, fs.map(f => f()), x, y, n];";
}
