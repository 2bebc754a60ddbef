namespace QmsWorkflow.Engine.Tests.Script;

/// <summary>Scripts chosen by hand where JavaScript has corners; one per line.</summary>
internal static class WrittenScripts
{
    public static readonly string[] All = """
        return [[] + [], [] + {}, 1 + null, 1 + undefined, '5' * '2', '5' - 2, true + true, [1,2] + 3, null + 'x', -'3', +[], +{}, +[5]]
        return [null == 0, null >= 0, undefined == null, '' == 0, '0' == false, [] == false, [1] == 1, NaN != NaN, 'b' > 'a', '10' < '9', 10 < '9', [2] > 1, null == false]
        return [typeof null, typeof [], typeof (() => 1), typeof undefined, typeof 1, typeof 'a', typeof new Date(0), typeof /a/]
        return [1e21 + 1, 123456789.123456789, 1e-7, 0.00001, 100, 1e300 * 1e10, -1e-7, 5e-324, 2 ** 53, 0.1 + 0.2, 1/3, 1e100, 123e-20, -0 + 0].map(String)
        return [(25).toString(2), (-255).toString(16), (0.5).toString(2), (0.1).toString(3), (3.14159).toString(8), (-0).toString(), (1e21).toString(36), (2**60).toString(7), (2**54).toString(3), (2**55).toString(3), (2**58).toString(3)]
        return [(1.005).toFixed(2), (1.45).toFixed(1), (-1.5).toFixed(0), (2.5).toFixed(0), (1e20).toFixed(2), (0).toFixed(2), (-0.0000001).toFixed(2), (123.456).toFixed(10), (1e21).toFixed(2)]
        return [(123.456).toPrecision(4), (0.000123).toPrecision(2), (123456).toPrecision(2), (0).toPrecision(3), (1.25).toPrecision(2), (1e21).toPrecision(3), (99.99).toPrecision(3)]
        return [(123456).toExponential(2), (0.00015).toExponential(), (0).toExponential(), (5e-324).toExponential(3), (-1.5).toExponential(0)]
        return [parseInt('12px'), parseInt(''), parseInt('0x1f'), parseInt('1010', 2), parseInt('z', 36), parseInt(' -7.9'), parseInt('1e3'), parseInt(null), parseInt('9', 8), parseInt(1e21), parseInt(0.0000005)]
        return [parseFloat('3.14abc'), parseFloat('.5'), parseFloat('-.5e-2x'), parseFloat('Infinityx'), parseFloat('e5'), parseFloat('1.'), parseFloat('+1'), parseFloat('1e')]
        return [Number(''), Number(' 12 '), Number('12px'), Number('0b101'), Number('0o17'), Number('0xff'), Number('-0x1'), Number('1_000'), Number([]), Number([7]), Number({}), Number(null), Number(true), Number('.'), Number('1.e1'), Number('+5'), Number('Infinity'), Number('infinity'), Number(new Date(5))]
        return [5 % 3, -5 % 3, 5 % -3, 5.5 % 2, 5 % 0, -0 % 1, 7 >> 1, -7 >> 1, -7 >>> 28, 1 << 31, 1 << 32, ~5, 5 & 3, 5 | 3, 5 ^ 3, 2 ** 31 | 0, 2 ** 32 >>> 0, 1e20 | 0, ~~-3.7]
        return [2 ** 10, 2 ** -1, (-2) ** 3, 2 ** 3 ** 2, NaN ** 0, 1 ** Infinity, 0 ** 0]
        return [Math.round(2.5), Math.round(-2.5), Math.round(-0.4), Math.round(0.49999999999999994), Math.max(), Math.min(), Math.max(1, 'a'), Math.sign(-3), Math.trunc(-4.7), Math.hypot(3, 4), Math.cbrt(27), Math.fround(5.5), Math.clz32(1), Math.imul(3, 4), Math.log2(8), Math.log10(1000), Math.atan2(1, 1), Math.max(...[1, 5, 3])]
        return ['abc'.at(-1), 'abc'.charAt(5), 'abc'[1], 'abc'[9], 'abc'.charCodeAt(9), '😀'.length, '😀'.codePointAt(0), '😀'.codePointAt(1), [...'a😀b'], 'abc'.substring(2, 0), 'abc'.substr(-2, 1), 'abc'.slice(-2), 'abc'.slice(2, 1)]
        return ['a-b-c'.split('-'), 'a-b-c'.split('-', 2), 'abc'.split(''), ''.split(''), ''.split(','), 'a1b2c'.split(/\d/), 'a1b2c'.split(/(\d)/), 'abc'.split(), 'a,b,'.split(','), ' a  b '.split(/\s+/), 'ab'.split(/(?:)/u), 'test'.split('t'), ''.split(/a/), ''.split(/(?:)/)]
        return ['aaa'.replace('a', 'b'), 'aaa'.replaceAll('a', 'b'), 'abc'.replace('b', '[$`|$&|$\']'), 'abc'.replace(/(?<x>b)/, '<$<x>>'), 'abc'.replace(/(b)/, '$2$1$01$10'), 'aXbX'.replace(/x/gi, (m, i, s) => i), 'abc'.replace(/z?/g, '-'), 'x'.replace('x', '$$1'), 'abc'.replaceAll('', '.'), 'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1')]
        return ['abcabc'.indexOf('c', 3), 'abcabc'.lastIndexOf('c'), 'abcabc'.lastIndexOf('c', 4), 'abc'.indexOf(''), 'abc'.indexOf('', 9), 'abc'.lastIndexOf(''), 'abc'.includes('bc'), 'abc'.startsWith('b', 1), 'abc'.endsWith('b', 2), 'canal'.lastIndexOf('a', -5), 'abc'.search(/c/), 'abc'.search('z')]
        return ['5'.padStart(3, '0'), 'abc'.padEnd(6, '12'), 'abc'.padStart(2), 'x'.padEnd(4), 'ab'.repeat(2), ' \t\n\u00a0x\ufeff '.trim().length, '  a '.trimStart(), '  a '.trimEnd(), 'ß'.toUpperCase(), 'İ'.toLowerCase().length, 'ĐẠI HỌC'.toLowerCase(), 'Σ'.toLowerCase()]
        return ['Nguyễn'.normalize('NFD').length, 'Nguyễn'.normalize('NFD').replace(/[\u0300-\u036f]/g, ''), 'e\u0301'.normalize().length, 'ﬁ'.normalize('NFKC')]
        return [encodeURIComponent('Phòng & ban/1?x=y 😀'), decodeURIComponent('Ph%C3%B2ng%20'), encodeURI('http://a/b c?d=é&f#g'), decodeURI('%2F%20')]
        return decodeURIComponent('%E0%A4%A')
        return encodeURIComponent('\ud800')
        return 'x'.repeat(-1)
        return (1).toFixed(101)
        return new Array(-1)
        return null.foo
        return undefined()
        return ({}).x.y
        return [...{}]
        let [a] = null
        const {a} = undefined
        return JSON.parse('{a:1}')
        return JSON.parse('')
        return JSON.parse('[1,]')
        return new RegExp('[')
        return x; let x = 1
        const c = 1; c++; return c
        return [1, 2, 3].reduce((a, b) => a + b) + [].reduce((a, b) => a)
        return new Date(NaN).toISOString()
        return 1 in 'a'
        return 1 instanceof 1
        throw { code: 5 }
        return [[3, 1, 2].sort(), [10, 9, 1].sort(), ['b', undefined, 'a'].sort(), [3, 1, 2].sort((a, b) => b - a), [true, false].sort(), [null, 'n', undefined, 1].sort()]
        return [[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap(x => [x, x * 2]), [[1], [2]].flatMap(x => x), [1, 2, 3].at(-4) === undefined]
        let a = [1, 2, 3, 4, 5]; return [a.splice(1, 2, 'x', 'y', 'z'), a, a.splice(-1), a, a.splice(1), a]
        return [[1, 2, 3, 4, 5].copyWithin(0, 3), new Array(3).fill(0), [1, 2, 3].fill(9, 1), Array.of(7, 8), Array.from('abc', c => c + c), Array.from(new Set([1, 1, 2])), Array.from({ length: 2, 0: 'a', 1: 'b' }), Array.from(new Map([[1, 2]]))]
        return [[1, 2, 3].includes(NaN), [NaN].includes(NaN), [NaN].indexOf(NaN), [1, 2, 1].lastIndexOf(1), [1, 2, 3].findLast(x => x < 3), [1, 2, 3].findLastIndex(x => x > 5), [1, 2, 3].find(x => x > 1), [].every(x => false), [].some(x => true)]
        return [[1, 2, 3].join(), [null, undefined, 1].join('-'), [[1, 2], [3]].toString(), [1, 2].concat(3, [4, [5]]), [..."ab"].entries().next(), [...[7, 8].entries()], [...[7, 8].keys()], [1, 2, 3].toSpliced(1, 1), [3, 1].toSorted(), [1, 2].toReversed(), [1, 2].with(-1, 5)]
        let a = [1, 2, 3]; a.length = 1; a[3] = 4; return [a.length, a[2] === undefined, a.push(5, 6), a.pop(), a.shift(), a.unshift(0), a.indexOf(4), a.reverse().length]
        let o = { b: 1, a: 2, 10: 'x', 9: 'y', [`k${1}`]: 3, 'with space': 4 }; delete o.a; o.a = 5; return [Object.keys(o), Object.values(o), Object.entries(o), o]
        return [Object.assign({}, null, { a: 1 }, 'xy'), { ...'ab', ...[9], ...null }, Object.fromEntries(new Map([['a', 1]])), Object.is(-0, 0), Object.is(NaN, NaN), Object.is(NaN, -NaN), new Set([NaN, -NaN]).size, Object.hasOwn({ a: 1 }, 'a'), ({ a: 1 }).hasOwnProperty('b'), 'toString' in {}, Object.entries('ab')]
        let o = Object.freeze({ a: 1 }); o.a = 2; o.b = 3; delete o.a; return [o, Object.isFrozen(o), Object.isFrozen(1)]
        let o = { get full() { return this.a + this.b }, set full(v) { [this.a, this.b] = v.split(' ') }, a: 'x', b: 'y' }; let before = o.full; o.full = 'p q'; return [before, o.full, o]
        let log = []; let o = { valueOf() { log.push('v'); return 3 }, toString() { log.push('s'); return 'str' } }; return [o + 1, `${o}`, o * 2, o > 2, o == 3, String(o), [o] + '', log]
        let m = new Map([['a', 1], [NaN, 2], [0, 3]]); m.set('b', 4).delete('a'); return [m.size, m.get(NaN), m.get(-0), m.has('a'), [...m], [...m.keys()], [...m.values()], [...m.entries()].length]
        let s = new Set('hello'); s.add('z').delete('h'); let r = []; s.forEach((v, k, t) => r.push(v + k + t.size)); return [[...s], s.size, s.has('l'), r, JSON.stringify(s)]
        let m = new Map([[1, 'a']]); let seen = []; for (let [k, v] of m) { seen.push(k); if (k < 4) m.set(k + 1, v + k); m.delete(k) } return [seen, [...m]]
        return [JSON.stringify({ a: undefined, b: () => 1, c: NaN, d: [undefined, () => 1], e: new Date(0), f: 'é"\\\n\u2028\ud800', g: null, h: { toJSON() { return 'J' } } }), JSON.stringify(undefined) === undefined, JSON.stringify('x'), JSON.stringify([], null, 2), JSON.stringify({}, null, 2), JSON.stringify({ a: [] , b: {} }, null, '\t')]
        return [JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b']), JSON.stringify({ a: [1, 'x'] }, (k, v) => Array.isArray(v) ? v.length : v), JSON.parse('{"a":[1,2,{"b":3}]}', (k, v) => typeof v === 'number' ? v * 2 : v), JSON.parse(' [1 , "\\u0041\\n" ] '), JSON.parse('{"__a":1,"2":1,"1":2}')]
        let a = []; a.push(a); try { JSON.stringify(a) } catch (e) { return e.name + [1, a].toString() }
        return [new Date(2026, 0, 31).toISOString(), new Date('2026-02-30').getTime(), new Date('2026-01-01T00:00:00+07:00').toISOString(), new Date(0).toString(), new Date(0).toUTCString(), new Date(0).toDateString(), new Date('x') + '', new Date(2026, 0).toJSON(), new Date(NaN).toJSON(), String(new Date(-1e14))]
        let d = new Date('2026-01-31T10:20:30.400Z'); d.setMonth(1); let e = new Date(d); e.setDate(0); let f = new Date(0); f.setFullYear(2024, 1, 29); f.setHours(25, 61, 61, 1001); f.setUTCDate(-1); return [d, e, f, e - d, d > e, d.getDay(), f.getUTCHours(), f.setMinutes(5, 6), f.setSeconds(70), f.setMilliseconds(-1), f.setTime(5)]
        return [Date.UTC(2026, 1, 3), Date.UTC(99), Date.parse('2026-05'), Date.parse('2026-05-06T07:08'), Date.parse('2026-05-06T24:00:00Z'), Date.parse('2026-05-06T07:08:09.1234567Z'), Date.parse('+012026-01-01'), new Date(8.64e15).toISOString(), new Date(-62198755200000).toISOString(), new Date(2019, 12).getMonth(), new Date(2020, 1, 29, 24).getDate(), typeof (new Date(1) + 1), new Date(1) - 0, new Date(2026, 0, 1, 0, 0, 0, 0) == new Date(2026, 0, 1) + 0]
        return ['2026-03-05'.match(/(\d+)-(\d+)/).slice(), 'abc'.match(/z/), 'a1b22'.match(/\d+/g), 'x'.match(/y/g), [...'a1b2'.matchAll(/([a-z])(?<n>\d)/g)].map(m => [m.index, m.groups.n, m[1]]), 'abc'.match('b').index, /a(?:b)?/.exec('xab').index]
        let r = /a/g; let res = [r.test('aa'), r.lastIndex, r.test('aa'), r.test('aa'), r.lastIndex]; let y = /b/y; y.lastIndex = 1; res.push(y.test('ab'), y.lastIndex, y.test('ab'), String(/a\/b/gi), /a/gimsuy.flags, new RegExp('a/b').source, /x/.global, new RegExp(/a/g, 'i').flags); return res
        return ['aaa'.match(/a*?/)[0], 'aaa'.match(/a{2}/)[0], 'aaa'.match(/a{1,}?/)[0], 'abcd'.match(/(a)|(b)/g), /(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac').slice(), /(a*)*/.exec('b').slice(), /(?:a|ab)(?:c|bcd)(?:d*)/.exec('abcd')[0], /((a)|b)*/.exec('ab').slice()]
        return ['\n'.match(/./), '\n'.match(/./s)[0], 'a\nb'.match(/^b$/m)[0], /\bfoo\b/.test('a foo b'), /\Boo/.test('foo'), /[\b]/.test('\b'), /[^]/.test('\n'), /[]/.test('a'), /\u0041\x42\cA?/.test('AB'), /[\d-x]+/.exec('1-x')[0], /\0/.test('\0'), /{/.test('{'), /a{,2}/.test('a{,2}'), /]/.test(']'), /\-/.test('-')]
        return [/^\u{1F600}$/u.test('😀'), /^.$/.test('😀'), /^.$/u.test('😀'), '😀'.match(/[😀]/u)[0].length, /\p{Lu}/u.test('Đ'), /^\p{L}+$/u.test('Nguyễn'), /\P{L}/u.test('a'), /é/i.test('É'), /[à-ý]/i.test('Á'), /ſ/i.test('s'), /[^x]/i.test('X')]
        let s = ''; outer: for (let i = 0; i < 3; i++) { for (let j = 0; ; j++) { if (j == 2) continue outer; if (i == 2) break outer; s += i + '' + j + ' ' } } return s
        let s = 0; for (var i = 0, j = 10; i < j; i++, j--) s += j - i; return [s, i, j]
        var fs = []; for (var i = 0; i < 3; i++) fs.push(() => i); for (const k of [1, 2]) fs.push(() => k); for (const k in { a: 1 }) fs.push(() => k); return fs.map(f => f())
        function f(a, b = a + 1, { c = 3, d: [e] = [4] } = {}, ...r) { return [a, b, c, e, r, f.length, arguments.length] } return [f(1), f(1, 2, { c: 5, d: [6] }, 7, 8), f.name, (() => {}).name, (function g() {}).name]
        return [({ f() { return this.x }, x: 1 }).f(), ({ f: () => 1 }).f.name, [1].map(function () { return this.y }, { y: 2 })[0], (function () { return this.z }).call({ z: 3 }), Math.max.apply(null, [1, 2]), (function (a, b) { return a + b + this.c }).bind({ c: 1 }, 2)(3)]
        function P(x) { this.x = x } P.prototype.get = function () { return this.x }; let p = new P(4); return [p.get(), p instanceof P, p.constructor === P, p, Object.keys(p), P.prototype.constructor === P, 'get' in p]
        let r = []; function f() { try { r.push(1); return 'a' } finally { r.push(2) } } function g() { for (;;) { try { return 1 } finally { break } } return 2 } function h() { try { throw 1 } catch { return 'c' } finally { return 'f' } } return [f(), g(), h(), r]
        let e = new Error('m', { cause: 1 }); class0 = TypeError; let t = new class0('t'); return [String(e), e.message, e.cause, t instanceof Error, t.name, Object.keys(e), JSON.stringify(e), new RangeError() + '', Error('x').message, e.constructor.name, Object.prototype.toString.call(t)]
        let i = 0; const a = [i++, i++, ++i, i--, i]; let x = 5; x += x++ + ++x; return [a, x, -(-x), !0, void 0 === undefined, (1, 2, 3)]
        let o = { n: null, z: 0, f: '' }; o.n ??= 1; o.z ||= 2; o.f &&= 3; o.q ??= 4; let c = 0; o.z ||= c++; return [o, c, o?.x?.y.z.w(), o.n?.toFixed(1), o.missing?.[c++], c, o?.['z'], delete o?.n, o]
        var a = 1; { let a = 2; { var b = a } } function h() { return hoisted(); function hoisted() { return 'h' } } return [a, b, h(), typeof later, (function () { if (true) { function inner() { return 1 } } return inner() })]; var later = 1
        let [a, , b = 5, ...[c, d]] = [1, 2, undefined, 4, 5]; let { length } = 'abc', { x: { y: z = 1 } = {}, ['k' + 1]: k, ...rest } = { k1: 'v', p: 1, q: 2 }; [a, b] = [b, a]; let o = {}; [o.x, o['y']] = 'pq'; ({ a: o.z = 9, ...o.r } = { s: 1 }); for (const [p, { q }] of [[1, { q: 2 }]]) o.pq = p + q; return [a, b, c, d, length, z, k, rest, o]
        let s = ''; switch ('b') { default: s += 'd'; case 'a': s += 'a'; break; case 'c': s += 'c' } switch (1) { case '1': s += 'no'; break; case 1: { let s2 = 'y'; s += s2 } } switch (9) { case 1: } return s
        let a = 1
        return [`a${`b${1 + `${2}`}`}c`, `line
        two`, `\${}`, `\u{1F600}\x41`, '\
        x'.length, "\0".length, `${[1, 2]}${{}}${null}`]
        return [0xff, 0b11, 0o17, 1_000.5_0, .5e1, 5., 1E-3, 0XAB, 0.1e2]
        return [1, 2, 3,].length + [, , 1].length + [1, , 2].length
        return [new Number(5) + 1, new String('ab').length, new String('ab')[1], typeof new Boolean(false), new Boolean(false) ? 1 : 2, Object(1) + 1, new Array(2, 3), Array(3).length, new Object().x, JSON.stringify([new Number(3), new String('s'), Object(true)])]
        return [isNaN('x'), isNaN(undefined), isFinite('5'), Number.isNaN('x'), Number.isInteger(5.0), Number.isSafeInteger(2 ** 53), Number.EPSILON > 0, Number.MAX_SAFE_INTEGER, Number.parseFloat === parseFloat, Number.MIN_VALUE]
        return [String.fromCharCode(72, 105), String.fromCodePoint(128512), 'a'.concat(1, null), 'abc'.localeCompare('abc'), 'a' < 'B', 'a'.localeCompare('b'), 'z' + 1 - 1, 'b'.codePointAt(), String(null), String([1, [2]]), String({}), String(() => 1), `${/a/g}`]
        return [[3, 20, 100].map(parseInt), ['1', '2', '3'].map(Number), [1, 2, 3, 4].filter((x, i, a) => a[i - 1] < x), [[1, 2], [3, 4]].map(([a, b]) => ({ a, b })), [5, 1, 4].reduceRight((a, x) => a + '-' + x), Object.entries({ a: 1 }).map(([k, v]) => `${k}=${v}`).join('&')]
        var x = 1; x = x++ + x--; if (x) ; else x = 9; do x++; while (x < 5) while (x < 8) x++; for (;;) { if (x++ > 10) break } return x
        let a = 5, g = 2; let r = a / g / 1; let t = a++ / g; return [r, t, /=/.test('='), a /g/ 1, [/a/].length, !/x/.test('y')]
        return ((a, b) => a + b)(...[1, 2]) + (a => ({ v: a }))(3).v + (([a], { b }) => a + b)([1], { b: 2 }) + (async => async)(1)
        var async = 1, of = 2, get = 3, set = 4, let1 = 5, static1 = 6, from = 7; return [async, of, get, set, { get, set, of, async }, { get: 1, set: 2, async: 3 }, { get() { return 1 } }.get(), { async() { return 2 } }.async()]
        return [{ if: 1, class: 2, new: 3 }.class, ({ 'a-b': 1, 1.5: 2, 0x10: 3 }), ({ ['x' + 1]() { return 1 } }).x1(), ({ a: 1, a: 2 })]
        """.Split('\n').Aggregate(new List<string>(), Join).ToArray();

    /// <summary>A line that begins with no keyword of a script's start belongs to the script before.</summary>
    private static List<string> Join(List<string> scripts, string line)
    {
        if (line == "let a = 1" || (scripts.Count > 0 && (scripts[^1].EndsWith("let a = 1", StringComparison.Ordinal) || line.StartsWith("two`", StringComparison.Ordinal) || line.StartsWith("x'.length", StringComparison.Ordinal))))
        {
            if (line == "let a = 1")
                scripts.Add(line);
            else
                scripts[^1] += "\n" + line;
        }
        else
        {
            scripts.Add(line);
        }

        return scripts;
    }
}
