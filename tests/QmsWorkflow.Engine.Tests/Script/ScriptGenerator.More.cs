namespace QmsWorkflow.Engine.Tests.Script;

/// <content>The rarer syntax: chains, closures, patterns, accessors, labels, collections, dates in UTC, texts in Vietnamese.</content>
internal sealed partial class ScriptGenerator
{
    private static readonly string[] Words =
    [
        "'Ứng Hòa'", "'ung hoa'", "'Đà Nẵng'", "'da nang'", "'Phòng Nội vụ'", "'phòng nội vụ'", "'Nguyễn Văn An'", "'Nguyễn Vân Ân'", "'ăn'", "'ân'", "'an'", "'áo'", "'ạo'", "'10'", "'9'", "'PL-02'", "'PL 10'", "'a\\u0323\\u0302'", "'ậ'", "''", "'Xã Ơ'", "'xa o'",
    ];

    /// <summary>Optional chaining, calls on what may be missing, and deletes.</summary>
    private string Chain() => Pick("obj", "arr", "null", "undefined", "s", "({ m() { return this?.k }, k: 1 })", "({ get g() { return arr } })")
        + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick("?.a", "?.b", ".b", "?.[0]", "?.m?.()", "?.f?.(2)", "?.length", "?.g", "?.zz", "?.['c']", "?.toString?.()", "?.list?.at?.(-1)", "?.k")));

    private string Function() => random.Next(9) switch
    {
        0 => $"((a, b = a, {{ c = b, ...d }} = {{ c: {Small()}, e: 1 }}, ...r) => [a, b, c, d, r])({Expression()}, {Pick("undefined", Expression())}, {Pick("undefined", "{}", "{ q: 1 }")}, 8, 9)",
        1 => $"((a = b, b = 1) => [a, b])({Pick("", "5", "undefined", "1, 2")})",
        2 => $"(f => f(f, {Pick("3", "0", "5")}))((f, i) => i <= 0 ? [] : [i, ...f(f, i - 1)])",
        3 => $"(function () {{ return [arguments.length, this?.q, ...arguments] }}).{Pick("call({ q: 1 }, " + Expression() + ")", "apply({ q: 2 }, [1, " + Small() + "])", "bind({ q: 3 }, 7)(" + Small() + ")")}",
        4 => $"(() => {{ let c = {Small()}; const add = i => c += i; return [add(1), add(2), c] }})()",
        5 => $"(() => {{ try {{ {Pick("return 't'", "throw new RangeError('r')", "null.q", $"return {Expression()}")} }} catch ({Pick("e", "{ name: e }")}) {{ return [e?.name ?? e, e?.message === undefined] }} finally {{ {Pick("out.push('f')", "if (false) return 1", "x = 1")} }} }})()",
        6 => $"(a => b => c => `${{a}}${{b}}${{c}}`)({Small()})({Text()})({Small()})",
        7 => $"[1, 2, 3].reduce((m, v) => ({{ ...m, [`k${{v}}`]: {Pick("v", "v * n", "m")} }}), {{}})",
        _ => $"({Expression()}, {Expression()}, void {Small()})",
    };

    private string Collection() => random.Next(10) switch
    {
        0 => $"[...new Map([['b', 1], [{Expression()}, 2], ['b', 3]])]",
        1 => $"(m => (m.set({Small()}, 'x').delete('a'), [m.size, [...m.keys()], m.get({Small()}), m.has('a')]))(new Map(Object.entries(obj).slice(0, 2)))",
        2 => $"(q => (q.add({Small()}), [...q, q.size, q.has({Small()})]))(new Set({Array()}))",
        3 => $"Object.fromEntries(new Map([['p', {Expression()}], ['q', 1]]))",
        4 => $"[{{ k: 2, v: 'a' }}, {{ k: 1, v: 'b' }}, {{ k: 2, v: 'c' }}, {{ k: 1, v: 'd' }}].toSorted((a, b) => {Pick("a.k - b.k", "b.k - a.k", "a.v < b.v ? 1 : -1", "0")}).map(o => o.v).join('')",
        5 => $"{Pick("[1, , 3]", "new Array(3)", "[, 'a']", "Array(2)")}.{Pick("map((v, i) => i)", "filter(() => true)", "concat([, 1])", "length", "indexOf(undefined)", "includes(undefined)", "join('-')", "flat()", "findIndex(v => v === undefined)", "reduce((a, v, i) => a + i, 0)", "toSorted()", "some(v => v === undefined)", "every(v => v)", "slice(0, 2)", "at(0)", "lastIndexOf(undefined)", "fill(0, 1)")}",
        6 => $"Object.entries({Pick("[1, , 3]", "{ 2: 'b', 1: 'a', x: 'c' }", "arr", "'hi'")}).map(([k, v]) => k + v)",
        7 => $"{Array()}.{Pick("findLast(v => v)", "at(-1)", "with(-1, 'w')", "toSpliced(1, 1, 'p', 'q')", "toReversed()", "copyWithin(0, 1)", "entries().next().value", "lastIndexOf(1, -2)")}",
        8 => $"{Pick("Array.prototype.slice.call", "Array.prototype.map.call", "[].filter.call")}({Pick("'abc'", "{ length: 2, 0: 'p', 1: 'q' }", "[1, 2]")}, {Pick("v => v + 1", "() => 1", "String")})",
        _ => $"JSON.stringify({{ a: {Expression()}, d: new Date({Pick("0", "NaN")}), j: {{ toJSON(k) {{ return k + {Small()} }} }}, u: undefined, f() {{}} }}{Pick("", ", null, ' '", ", (k, v) => k === 'a' ? undefined : v", ", ['a', 'j']", ", null, '\\t'")})",
    };

    private string Vietnamese() => random.Next(7) switch
    {
        0 => $"String({Pick(Words)}.localeCompare({Pick(Words)}{Pick("", ", 'vi'", ", 'vi-VN', { sensitivity: 'base' }", ", undefined, { numeric: true }", ", 'en', { sensitivity: 'accent' }")}))",
        1 => $"[{string.Join(", ", Enumerable.Range(0, 5).Select(_ => Pick(Words)))}].sort((a, b) => a.localeCompare(b{Pick("", ", 'vi'")})).join('|')",
        2 => $"{Pick(Words)}.normalize({Pick("'NFD'", "'NFC'", "'NFKD'", "")}).replace(/\\p{{M}}/gu, '')",
        3 => $"{Pick(Words)}.{Pick("toUpperCase", "toLowerCase", "toLocaleUpperCase", "trim")}().split(' ').map(w => w[0] + w.slice(1)).join('_')",
        4 => $"{Pick(Words)}.padStart({Pick("5", "12")}, {Pick("'ạ'", "'.'")}).slice({Small()})",
        5 => $"({Number()}).toLocaleString({Pick("", "'vi-VN'", "'en-US'", "'vi', { maximumFractionDigits: 1 }", "'vi', { minimumFractionDigits: 2 }")})",
        _ => $"{Pick(Words)}.replace(/(?<first>\\p{{Lu}})(?<rest>\\p{{L}}*)/gu, {Pick("'$<rest>$<first>'", "(m, a, b) => b + a", "'[$&]'")})",
    };

    private string DateText() => $"(d => {{ {Pick("", "d.setUTCMonth(13);", "d.setUTCDate(0);", "d.setUTCHours(-1, 61);", "d.setUTCFullYear(2024, 1, 29);", "d.setTime(d.getTime() + 864e5);", "d.setMonth(1, 31);", "d.setUTCSeconds(61, 1001);")} return isNaN(d) ? 'no' : {Pick("d.toISOString()", "d.toJSON()", "String(d.getUTCDay())", "d.toLocaleDateString('vi-VN')", "d.toUTCString()", "`${d.getUTCDate()}/${d.getUTCMonth() + 1}`", "d.toLocaleString('vi')")} }})(new Date({DateArguments()}))";

    private string Rarer(string name) => random.Next(8) switch
    {
        0 => $"const {{ a: [{name} = 1, ...{name}b] = [2, 3], ['b']: {{ c: {name}c = {Expression()} }} = {{}}, ...{name}d }} = {Pick("obj", "{}", "{ a: undefined, z: 1 }", "{ a: 'xyz', b: { c: null } }")}; out.push({name}, {name}b, {name}c, {name}d);",
        1 => $"const {name} = {{ n: 1, get v() {{ return this.n * 2 }}, set v(q) {{ this.n = q }}, [`k${{n}}`]: {Expression()}, m(p = this.n) {{ return p }} }}; {name}.v {Pick("= 5", "+= 2", "??= 9", "||= 3", "&&= 4", "++")}; out.push({name}, {name}.v, {name}.m());".Replace(".v ++", ".v++", StringComparison.Ordinal),
        2 => $"A{name}: {{ B{name}: for (const i of [1, 2]) {{ {Statement()} if (i === {Pick("1", "2", "3")}) {Pick($"break A{name};", $"continue B{name};", $"break B{name};")} out.push(i); }} out.push('end'); }}",
        3 => $"try {{ out.push({name}); }} catch (e) {{ out.push(e.name); }} let {name} = {Expression()}; {{ try {{ out.push(typeof {name}z); }} catch (e) {{ out.push('t' + e.name); }} const {name}z = 1; }}",
        4 => $"const {name} = (() => {{ try {{ try {{ {Statement()} throw {Pick("1", "new TypeError('t')", "{ c: 1 }")}; }} finally {{ {Pick("out.push('in');", "return 'cut';", "throw 'over';")} }} }} catch (e) {{ return [e?.name, e]; }} }})(); out.push({name});",
        5 => $"for (const [{name}, {{ q: {name}b = 'd' }} = {{}}] of [[1, {{ q: 2 }}], [{Expression()}]]) {{ out.push({name}, {name}b); fs.push(() => {name}); }}",
        6 => $"let {name} = {{ a: {Expression()} }}; [{name}.a, {name}.b = 'B'] = {Pick("[1]", "[undefined, 2]", "'xy'", "[{name}.a, {name}.a]")}; ({{ a: {name}.c, ...{name}.rest }} = {{ a: 1, z: 2 }}); out.push({name});".Replace("{name}", name, StringComparison.Ordinal),
        _ => $"switch (typeof {Expression()}) {{ case 'number': case 'string': {{ const {name} = 'lit'; out.push({name}); break; }} default: out.push('other'); case 'object': out.push('obj'); }}",
    };
}
