namespace QmsWorkflow.Engine.Tests.Script;

/// <summary>More scripts chosen by hand, one per line: scopes, patterns, chaining, labels, exceptions, dates, sorting, texts in Vietnamese.</summary>
internal static class MoreWrittenScripts
{
    public static readonly string[] All = [.. """
        let o = { a: 1 }; let log = []; ({ [(log.push('k'), 'a')]: o[(log.push('t'), 'b')] = log.push('d') } = {}); return [o, log]
        const o = { a: 1, d: [1, 2] }; return [delete o.d[0], o.d.length, 0 in o.d, o, Object.keys(o.d), [1, , 3].map(x => x * 2), new Array(3).map((_, i) => i), [, 1].indexOf(undefined), [, 1].includes(undefined), [3, , 1].sort(), [1, , 2].flat(), JSON.stringify([, 1])]
        const a = [1, 2, 3]; a.length = 5; a[7] = 1; const b = []; a.forEach((v, i) => b.push(i)); return [a.length, b, a.indexOf(undefined), a.includes(undefined), a.findIndex(x => x === undefined), a.map(x => x).length, a.filter(() => true), a.reduce((s, x) => s + x), a.join(), a.some(x => x === undefined), a.every(x => x), Object.keys(a), [...a], a.reverse(), a.concat([, 1]).length]
        let r = []; try { r.push(a) } catch (e) { r.push(e.name) } let a = 1; { try { a; r.push('x') } catch (e) { r.push(e.name) } } return r
        { let r = []; try { (() => tdz)(); } catch (e) { r.push(e.name) } const tdz = 4; r.push((() => tdz)()); return r }
        let r = []; try { typeof q; r.push('no') } catch (e) { r.push(e.name) } let q; return r
        function f(a = b, b = 1) { return [a, b] } try { f() } catch (e) { return [e.name, f(2), f(undefined in {} ? 1 : 3)] }
        let x = 1; { let y = x; { let x = y + 1; r = x } } var r; return [x, r]
        const fs = []; for (let i = 0, n = 2; i <= n; i++) { fs.push(() => [i, n]); if (i === 1) i += 0 } return fs.map(f => f())
        const fs = []; for (let i = 0; i < 3; fs.push(() => i), i++) ; return fs.map(f => f())
        const fs = []; let i = 0; while (i < 3) { let j = i++; fs.push(() => j++) } return [fs.map(f => f()), fs.map(f => f())]
        for (const x of [1, 2]) { const x2 = x; var last = x2 } return last
        const counter = (() => { let c = 0; return { inc: () => ++c, get value() { return c } } })(); counter.inc(); counter.inc(); return [counter.value, counter]
        const [a = 1, [b = a + 1, ...c] = [undefined, 9, 8], { d = b, ...e } = { f: 1, g: 2 }] = []; return [a, b, c, d, e]
        const { a: { b: [, second] = [1, 2] } = {}, ['x' + 'y']: xy = 'dflt', ...others } = { xy: undefined, p: 1, 2: 'two' }; return [second, xy, others]
        let a, b, rest; [a = 10, , b, ...rest] = new Set([undefined, 1, 2, 3, 4]); return [a, b, rest]
        function f({ a, b = a * 2 } = { a: 5 }, [c, d = c] = [b]) { return [a, b, c, d] } return [f(), f({ a: 1 }), f({ a: 1, b: 7 }, [3])]
        try { const { x } = null } catch (e) { var n1 = e.name } try { const [y] = {} } catch (e) { var n2 = e.name } try { (({ a }) => a)() } catch (e) { var n3 = e.name } return [n1, n2, n3]
        const { length, 0: first, [length - 1]: last } = 'hello'; return [length, first, last]
        return [Math.max(...[1, 5, 3], ...'29', ...new Set([4])), [...'añ😀'], [...[], ...[[]], ...new Map([[1, 2]])], { ...{ get a() { return 1 } }, ...[7], ...'hi', ...5, ...undefined }]
        const o = { f() { return this?.v }, v: 1, n: null }; const g = o.f; return [o?.f(), (o?.f)(), g?.call(o), o.n?.x, o.n?.[0], o.n?.(), o.nope?.(), o.nope?.a.b.c.d(), o?.['f']?.(), typeof o.nope?.a, delete o?.v, delete o.n?.x, o]
        try { ({}).a.b?.c } catch (e) { var r1 = e.name } try { ({ a: 1 }).a?.() } catch (e) { var r2 = e.name } return [r1, r2, null?.x, undefined?.[y1 = 1], typeof y1]
        return [0 ?? 1, '' ?? 1, null ?? undefined ?? 0, (null || undefined) ?? 'z', false ?? true, NaN ?? 3, (0 && null) ?? 4]
        let a = null, b = 0, c = 1, n = 0; a ??= (n++, 5); a ??= (n++, 6); b ||= (n++, 7); b ||= n++; c &&= (n++, 8); c &&= 0; c &&= n++; return [a, b, c, n]
        const o = { get x() { log.push('get'); return null }, set x(v) { log.push('set' + v) } }; const log = []; o.x ??= 1; o.x ||= 2; o.x &&= 3; return log
        let s = 2; s **= 3; s **= 2; return [s, 2 ** -1, (-2) ** 2, -(2 ** 2), 2 ** 3 ** 0, (2 ** 3) ** 2, 10 ** 21, 10 ** -7, (-8) ** (1 / 3), 0 ** -1, (-0) ** -1, (-Infinity) ** 3]
        return -2 ** 2
        const t = (s, ...v) => s.raw.join('|') + v.join(','); return typeof t
        return `a${1}${`b${[1, 2].map(x => `<${x}>`).join('')}`}${{ a: 1 }.a}${/* c */ 2}` + `\n\t\\\`${'$'}{` + `$` + `$$` + `{}`
        2}`.split('\n')
        outer: { inner: { if (true) break outer; } var z = 1 } return [typeof z, z]
        let r = []; a: for (let i = 0; i < 3; i++) b: for (let j = 0; j < 3; j++) { if (j === 1) continue a; if (i === 2) break a; r.push([i, j]); continue b } return r
        let r = []; l: do { r.push(r.length); if (r.length < 3) continue l; break l } while (true); m: while (r.length < 6) { r.push('m'); switch (r.length) { case 5: break m; default: continue m } } return r
        let r = []; for (const k in [7, 8]) { switch (k) { case '0': continue; case '1': r.push('one'); break } r.push('after' + k) } return r
        let r = []; switch (3) { case 0: r.push(0); default: r.push('d'); case 1: r.push(1); break; case 2: r.push(2) } return r
        switch (1) { case 1: let v = 'scoped'; var o = v; break; case 2: { let v = 2 } } return [o, typeof v]
        switch (typeof null) { case 'object': { return 'o' } case 'null': return 'n' } 
        let n = 0; switch (NaN) { case NaN: n = 1; break; default: n = 2 } switch (true) { case n > 1: return ['gt', n]; default: return 'no' }
        let r = []; function f() { try { r.push('t'); throw new TypeError('x') } catch ({ name, message }) { r.push(name, message); return 'c' } finally { r.push('f') } } r.push(f()); return r
        function f() { for (const i of [1, 2, 3]) { try { if (i === 2) continue; if (i === 3) return 'r' + i } finally { out.push(i) } } } const out = []; return [f(), out]
        function f() { try { return 'a' } finally { return 'b' } } function g() { try { throw 1 } finally { return 2 } } function h() { l: try { return 1 } finally { break l } return 3 } return [f(), g(), h()]
        try { try { throw 1 } finally { throw 2 } } catch (e) { return e }
        try { try { throw new RangeError('a') } catch (e) { throw new Error('b', { cause: e }) } } catch (e) { return [e.message, e.cause.message, e.cause instanceof RangeError, e.cause.name, `${e}`, String(e.cause)] }
        try { throw { code: 5, toString() { return 'T' } } } catch (x) { return [x.code, `${x}`, x + 1] }
        const o = { _v: 1, get v() { return this._v * 2 }, set v(x) { this._v = x + 1 }, get ['c' + 1]() { return 'computed' } }; o.v = 4; o.v++; return [o.v, o._v, o.c1, Object.keys(o), JSON.stringify(o), 'v' in o]
        const o = Object.create({ inherited: 1 }); o.own = 2; let r = []; for (const k in o) r.push(k); return [r, Object.keys(o), o.inherited, 'inherited' in o, o.hasOwnProperty('inherited'), Object.getPrototypeOf(o).inherited]
        const re = /o/g; const r = []; let m; while ((m = re.exec('foo boo')) !== null) r.push([m.index, re.lastIndex]); return [r, re.lastIndex, re.source, re.flags, re.global, re.ignoreCase, re.multiline, re.sticky, re.unicode, re.dotAll]
        return ['a.b*c'.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'camelCaseText'.replace(/([A-Z])/g, (m, p, off, str) => `_${p.toLowerCase()}${off}${str.length}`), 'aaa'.replace(/a/g, (() => { let i = 0; return () => i++ })()), 'abc'.replace(/(?<x>b)/, (...a) => JSON.stringify(a[a.length - 1]))]
        return ['x'.match(/(?<a>.)|(?<b>y)/).groups.b === undefined, /[\p{L}\p{N}]+/u.exec('Số 12')[0], /[^\p{L}]/u.exec('ab1')[0], /\w+/.exec('đường')[0] === 'ng' , /[\s\S]+/.exec('a\nb')[0].length, /\cJ/.test('\n'), /a|ab/.exec('abc')[0], /((a)|(ab))((c)|(bc))/.exec('abc').slice()]
        return ['abc'.replace(/(?:)/g, '-'), '😀a'.replace(/(?:)/gu, '-'), '😀'.split(''), '😀'.split(/(?:)/u), 'aXbxc'.split(/x/i, 2), 'abc'.split(/(b)/), ''.split(/x/), 'a  b'.split(' '), 'ab'.split(/(?:a)?/)]
        const d = new Date(Date.UTC(2026, 1, 28, 23, 59, 59, 999)); return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds(), d.getTimezoneOffset(), d.toISOString(), d.toJSON(), d.valueOf(), +d, `${d}`]
        const d = new Date('2026-01-31T00:00:00Z'); d.setUTCMonth(1); const r = [d.toISOString()]; d.setUTCDate(0); r.push(d.toISOString()); d.setUTCHours(-1); r.push(d.toISOString()); d.setUTCFullYear(2024, 1, 29); r.push(d.toISOString()); d.setTime(0); r.push(d.toISOString()); d.setUTCMinutes(61, 61, 1001); r.push(d.toISOString()); d.setUTCSeconds(NaN); r.push(isNaN(d)); return r
        const a = new Date('2026-03-05'), b = new Date('2026-03-12'); return [(b - a) / 864e5, a < b, a == new Date('2026-03-05'), a.getTime() === +new Date('2026-03-05'), new Date(a).getTime() === a.getTime(), new Date(2026, 2, 5).getTime() === a.getTime(), Math.floor((b - a) / 36e5), [b, a].sort((x, y) => x - y).map(x => x.getDate()), new Date(a.getTime() + 30 * 864e5).toISOString().slice(0, 10)]
        return [new Date('2026-03-05T10:00').toISOString(), new Date('2026-03-05 10:00').toISOString(), new Date('2026/03/05').toISOString(), new Date('03/05/2026').toISOString(), new Date('Mar 5, 2026').toISOString(), new Date('5 March 2026').toISOString()]
        return [new Date(2026, 0, 1, 0, 0, 0).toISOString(), new Date(0, 0).getFullYear(), new Date(2026, 1, 0).getDate(), new Date(2024, 2, 0).getDate(), new Date(2026, 12).getFullYear(), new Date(undefined).getTime(), new Date(null).getTime(), new Date(true).getTime(), new Date('').getTime(), typeof Date.now(), new Date(2026, 5, 15).toLocaleDateString === undefined]
        return [JSON.stringify({ d: new Date(0) }), JSON.stringify(new Date(NaN)), Object.prototype.toString.call(new Date(0)), new Date(0).toTimeString(), new Date(0).toDateString()]
        return [JSON.stringify({ b: 1, a: [1, { c: undefined, d: null }] }, null, '\t'), JSON.stringify([[], {}, [[]]], null, 1), JSON.stringify({ a: 1 }, null, 20).length, JSON.stringify({ a: 1 }, null, 'abcdefghijklm'), JSON.stringify({ '': 1, 'é': '\u001f/' }), JSON.stringify('\u2028'), JSON.stringify(-0), JSON.stringify([NaN, Infinity])]
        return [JSON.parse('{"__proto__":1,"a":[1,2]}').a, JSON.parse('"\\ud83d\\ude00"'), JSON.parse('1e5'), JSON.parse('{"a":1,"a":2}'), JSON.parse('[1,{"x":[true,false,null]}]', (k, v) => typeof v === 'boolean' ? +v : v), JSON.parse(' \n[ ]\t')]
        const people = [{ n: 'A', g: 2 }, { n: 'B', g: 1 }, { n: 'C', g: 2 }, { n: 'D', g: 1 }, { n: 'E', g: 2 }]; return [people.toSorted((a, b) => a.g - b.g).map(p => p.n).join(''), people.slice().sort((a, b) => b.g - a.g).map(p => p.n).join(''), [5, 25, 100, 1].sort(), [5, 25, 100, 1].sort((a, b) => a > b ? 1 : -1), ['b', 'a', 'B', 'A', 'á', 'z'].sort()]
        return [[3, , 1].sort(), [3, undefined, 1, null].sort(), [..."hello"].sort().join(''), [[2, 'b'], [1, 'a']].sort().join(';'), [1, 2, 3].sort(() => 0), [1, 2, 3].sort(undefined)]
        try { [1, 2].sort('x') } catch (e) { return e.name }
        return [[1, 2, 3, 4].findLast(x => x % 2), [1, 2].findLastIndex(x => x > 9), [[1, 2], [3]].flatMap(x => x), [1, 2, 3].flatMap((x, i) => i % 2 ? [] : [x, [x]]), [1, 2, 3].at(-1), [].at(0) === undefined, [1, 2, 3].with(-1, 9), [1, 2, 3, 4].toSpliced(1, 2, 'a', 'b', 'c'), [1, 2].toReversed(), [3, 1, 2].toSorted()]
        return [Array.from({ length: 3 }), Array.from({ length: '2', 0: 1 }), Array.from([1, 2], function (x) { return x * this.k }, { k: 3 }), Array.from('áb'), Array.isArray(Array.from([])), new Array(3).join('-'), Array(2).fill().map((_, i) => i), [...Array(3).keys()], [, 1].map(x => 2).length, [1, , 3].forEach(x => x), Object.keys([1, , 3])]
        const a = [1, 2, 3]; a.length = 5; a[7] = 1; const b = []; a.forEach((v, i) => b.push(i)); return [a.length, b, a.indexOf(undefined), a.includes(undefined), a.findIndex(x => x === undefined), a.map(x => x).length, a.filter(() => true), a.reduce((s, x) => s + x), a.join(), a.some(x => x === undefined), a.every(x => x)]
        return [[1, 2, 3].reduce((a, x, i, all) => a + x * i + all.length, ''), [[0, 1], [2, 3]].reduceRight((a, x) => a.concat(x)), [1].reduce((a, b) => 'never'), [].concat(1, [2], [[3]]), [1, 2, 3].lastIndexOf(3, -5), [1, 2, 3].indexOf(3, -1), [1, 2, 3].slice(-2, -1), [1, 2, 3].copyWithin(1, 0, 2), [1, 2, 3].fill(0, -1), [3, 4].entries().next().value, [1, 2, 3].includes(2, 2)]
        return ['x'.padStart(5, 'ab'), 'x'.padEnd(4, ''), 'abc'.padStart(2, '*'), 'x'.padStart(3), '5'.padStart(3, 0), 'Đ'.padEnd(3, 'ệ'), 'a'.repeat(0), 'ab'.repeat(2.9), 'abc'.at(-4) === undefined, 'abc'.at(1.7), 'abc'.substring(-1, 2), 'abc'.substr(-2), 'abc'.slice(NaN, Infinity), 'abcdef'.slice(4, -1)]
        return ['ạ'.normalize('NFD').length, 'Nguyễn Văn Đức'.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D'), 'a\u0323\u0302' === 'ậ', 'a\u0323\u0302'.normalize() === 'ậ'.normalize(), '\u1EAD'.normalize('NFKD').length, 'ế'.toUpperCase(), 'THỦ TƯỚNG'.toLowerCase(), 'ộ'.localeCompare('ộ'.normalize('NFD')), 'Ứng'.charAt(0), 'Ứng'.charCodeAt(0)]
        return ['a'.localeCompare('b') < 0, 'b'.localeCompare('a') > 0, 'a'.localeCompare('a'), 'a'.localeCompare('A') < 0, 'Á'.localeCompare('B') < 0, 'ă'.localeCompare('b') < 0, 'z'.localeCompare('đ') > 0, ['ô', 'o', 'ơ', 'a', 'â', 'ă', 'Z', 'đ', 'd'].sort((a, b) => a.localeCompare(b)).join('')]
        return ['ô', 'o', 'ơ', 'a', 'â', 'ă', 'z', 'đ', 'd', 'e', 'ê', 'u', 'ư', 'á', 'à', 'ả', 'ã', 'ạ'].sort((a, b) => a.localeCompare(b, 'vi')).join('')
        return ['item 10', 'item 9', 'Item 1'].sort((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' }))
        return [(1234.5678).toFixed(2), (0.5).toFixed(0), (1.5).toFixed(0), (-0.5).toFixed(0), (1e-10).toFixed(2), (123.456).toFixed(), (10.235).toFixed(2), (8.345).toFixed(2), (1.255).toFixed(2), NaN.toFixed(1), (-1e21).toFixed(1), (0.000001).toFixed(7)]
        return [(255).toString(16), (255).toString(2), (-7.5).toString(2), (0.1).toString(2), (1e21).toString(10), (3.7).toString(36), (NaN).toString(2), (1 / 3).toString(3), (2 ** 40).toString(32), (0).toString(2), (1e-7).toString(16), (123.456).toString(36)]
        try { (5).toString(1) } catch (e) { var a = e.name } try { (5).toPrecision(0) } catch (e) { var b = e.name } try { 'a'.repeat(Infinity) } catch (e) { var c = e.name } try { 'a'.normalize('X') } catch (e) { var d = e.name } try { [].at.call(null) } catch (e) { var f = e.name } return [a, b, c, d, f]
        return [(0).toPrecision(1), (123.456).toPrecision(2), (1e21).toPrecision(5), (0.00001234).toPrecision(2), (999.99).toPrecision(4), (1.45).toPrecision(2), (123456789).toPrecision(3), (5e-324).toPrecision(3), (1e-7).toPrecision(1), NaN.toPrecision(2), (25).toExponential(), (123456).toExponential(3), (-1.005).toExponential(2)]
        return [Math.round(-0.5), Math.round(0.5), Math.round(1.4999999999999999), Math.max(NaN, 1), Math.min(1, '0'), Math.hypot(), Math.hypot(3, 4, 12), Math.sign('-3'), Math.cbrt(-8), Math.log2(8), Math.log10(1000), Math.log1p(0), Math.expm1(0), Math.atan2(1, 1), Math.trunc(-0.9), Math.abs('-7'), Math.floor(-0), Math.fround(1.1), Math.clz32(0.5), Math.imul(0xffffffff, 5)]
        return [Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2, Math.sqrt(2), Math.exp(0), Math.log(1), Math.sin(0), Math.cos(0), Math.tan(0), Math.asin(1), Math.acos(1), Math.atan(0), Math.sinh(0), Math.cosh(0), Math.tanh(Infinity), Math.asinh(0), Math.acosh(1), Math.atanh(0)]
        const m = new Map([['b', 1], ['a', 2]]); m.set('b', 9).set('c', 3); m.delete('a'); m.set('a', 4); const r = []; m.forEach((v, k) => r.push(k + v)); return [r, [...m].length, m.size, Object.fromEntries(m), new Map(m).get('c'), [...m.keys()].join(), m instanceof Map, m.clear(), m.size, Object.prototype.toString.call(m), JSON.stringify(m)]
        const o1 = {}, m = new Map([[o1, 'o'], [{}, 'p'], ['1', 's'], [1, 'n']]); return [m.get(o1), m.get({}), m.get(1), m.get('1'), [...new Set([1, '1', 1, o1, o1, NaN, NaN, 0, -0])].length]
        const s = new Set([3, 1, 2, 3]); s.add(1).add(0); return [[...s], s.has(3), s.delete(3), s.delete(3), [...s.entries()][0], [...s.values()].length, Math.max(...s), Array.from(s, x => x * 2), new Set('aab').size, [...new Set([1, 2]), ...s]]
        let r = []; for (const [k, v] of Object.entries({ z: 1, a: 2, 5: 3, '-1': 4, 1.5: 5 })) r.push(k + v); for (const [i, c] of [...'ab'].entries()) r.push(i + c); return r
        return [Object.entries([7, 8]), Object.entries('ab'), Object.values('xy'), Object.keys([4, 5]), Object.entries({}), Object.fromEntries([['a', 1], ['a', 2], [3, 4]]), Object.fromEntries(Object.entries({ x: 1, y: 2 }).map(([k, v]) => [k.toUpperCase(), v * 2])), Object.fromEntries(new Set([['q', 1]]))]
        const o = { a: 1, b: { c: 2 }, d: [1, 2] }; return ['a' in o, 'toString' in o, 'x' in o, 0 in o.d, 2 in o.d, 'length' in o.d, delete o.a, delete o.zzz, delete o.b.c, o, delete o.d[0], o.d.length, 0 in o.d, (delete o.b, 'b' in o)]
        return [(1, 2), void 0, void 'x', [(1, 2), 3], ((a, b) => (a++, b++, a + b))(1, 2), !void 0, typeof void 0, (() => { for (var i = 0, j = 5; i < j; i++, j--); return [i, j] })()]
        const sum = (...n) => n.reduce((a, b) => a + b, 0); const compose = (...f) => x => f.reduceRight((v, g) => g(v), x); const memo = f => { const m = {}; return n => m[n] ??= f(n) }; const fib = memo(n => n < 2 ? n : fib(n - 1) + fib(n - 2)); return [sum(1, 2, 3), compose(x => x + 1, x => x * 2)(5), fib(30), [1, 2, 3].map(n => n ** 2).filter(n => n % 2).reduce((a, b) => a + b)]
        function outer() { return typeof inner === 'function' ? inner() : 'none'; function inner() { return this === undefined || typeof this } } return [typeof hoist, hoist(), typeof v, typeof later]; function hoist() { return 'h' } var v = 1; var later = () => 1
        var f = function fact(n) { return n < 2 ? 1 : n * fact(n - 1) }; return [f(5), typeof fact, f.name, (x => x).name, ((a, b) => 1).length, ((a, b = 1, ...c) => 1).length, f.toString === undefined]
        const groups = ['a1', 'b2', 'a3'].reduce((g, x) => { (g[x[0]] ||= []).push(x); return g }, {}); return [groups, Object.keys(groups).length]
        return [1 < 2 < 3, 3 > 2 > 1, '2' > '12', 2 > '12', null >= 0, undefined >= 0, 'a' > 'B', [1, 2] == '1,2', ({}) == '[object Object]', null == undefined, null === undefined, NaN == NaN, '1' == 1, true == '1', true === 1, '' == 0, '0' == false, [] == '', [0] == false]
        return [1 + '2', '3' - 1, '3' * '4', +'', +' ', +'1,2', 1 + null, 1 + undefined, 1 + true, '1' + null, [] + [], [] + {}, {} + [], [1] * [2], '5' % 2, -'5', +'0b11', +[], +[5], +{}, 1 / 0, -1 / 0, 0 / 0, '10' / '4', 7 % -3, -7 % 3, 2 ** '3']
        var i = 5; return [i++ + ++i, i, i-- - --i, i, -i, +'-0', i += 2, i -= '1', i *= 2, i /= 4, i %= 2, i <<= 3, i >>= 1, i >>>= 0, i &= 7, i |= 8, i ^= 3]
        return [parseInt('08'), parseInt('0b1'), parseInt('123abc'), parseInt('-0'), parseInt('  42  '), parseInt('3e5'), parseInt(null, 36), parseInt('Infinity'), parseInt('9007199254740993'), parseFloat('1.2.3'), parseFloat('-0'), parseFloat('.e1'), Number('1e1000'), Number('-'), Number('0x'), Number('\n12\t'), Number(new Date(5)), Number([1, 2]), Number('1 2')]
        return ['a-b_c d'.split(/[-_ ]/), 'abc'.split('').reverse().join(''), 'Một hai BA'.split(' ').map(w => w[0].toUpperCase() + w.slice(1).toLowerCase()).join(' '), 'x'.concat('y', 1, null), 'abc'.includes(''), 'abcabc'.replaceAll(/b/g, '[$&]'), 'aaa'.lastIndexOf('a', 1), 'abc'.indexOf('c', -5), 'abc'.search('c'), 'abc'.codePointAt(3), 'A'.charCodeAt(), ' x '.trimStart() + '|', 'abc'.localeCompare('abd')]
        try { 'abc'.replaceAll(/b/, 'x') } catch (e) { var a = e.name } try { 'abc'.matchAll(/b/) } catch (e) { var b = e.name } try { 'a'.startsWith(/a/) } catch (e) { var c = e.name } try { new Map([1]) } catch (e) { var d = e.name } try { new Set(5) } catch (e) { var f = e.name } try { Object.fromEntries([1]) } catch (e) { var g = e.name } return [a, b, c, d, f, g]
        const o = Object.freeze([1, 2]); try { o.push(3) } catch (e) { var n = e.name } o[0] = 9; return [n, o, Object.isFrozen(o), Object.isSealed(Object.seal({ a: 1 })), Object.isFrozen({})]
        undeclaredGlobal = 5; return undeclaredGlobal + 1
        var let1 = 1; if (true) { var let1 = 2 } var let1; return let1
        label: for (var i in { a: 1, b: 2 }) { for (;;) { continue label } } return i
        return ((a, b) => { 'body'; return { a, b } })(1, 2)
        return (() => ({}))() && (() => {})() === undefined && (a => b => c => a + b + c)(1)(2)(3)
        const x = { toString: () => 'X', valueOf: () => 4 }; const k = { [x]: 1, [[1, 2]]: 2, [null]: 3, [1e21]: 4, [-0]: 5 }; return [x + 1, `${x}`, x * 2, k, [x] + '', x > 3, x == 4, JSON.stringify({ x })]
        return [isNaN('abc'), isNaN(''), isNaN(new Date(NaN)), Number.isNaN('abc'), isFinite('12'), Number.isFinite('12'), Number.isInteger(5.000), Number.isInteger('5'), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, 0.1 + 0.2 === 0.3, Math.abs(0.1 + 0.2 - 0.3) < Number.EPSILON]
        return [0.1 * 3, 1.1 + 2.2, 9007199254740993, 1e16 + 1, 4.35 * 100, 1.005 * 1000, 123456789 * 987654321, 5e-324 / 2, 1e308 * 10, 0.1 + 0.7, 33.33 * 3, 1 / 7, 100 / 3, 1e-5, 1e-6, 1e-7, 1e20, 1e21, 123e-7, -1e-7, 0xFFFFFFFFFFFF].map(String)
        return [1, 2, 3].map((x) => x * 2).filter(Boolean).length; // comment
        /* block */ return 1 /* inner */ + /* x */ 2 // end
        return [0.1, .1, 1., 1e3, 1E-3, 0b101, 0o17, 0xAf, 1_000_000, 1_0.0_1]
        var ünïcode = 1, $ = 2, _ = 3, \u0061b = 4, tiếng_Việt = 5; return [ünïcode, $, _, ab, tiếng_Việt]
        let a = 1; let a = 2; return a
        const c; return 1
        return break
        for (const x of [1]) { continue nope }
        return { a: 1, b }
        return [,].length + [1,,].length
        return a => a, 5
        let { a, a: b2, ...{ length } } = {}; return 1
        return ({ a = 1 })
        return ({ a = 1 } = {}).a === undefined
        let yield_ = 1, await_ = 2; return yield_ + await_
        let [x, x2] = 'ab', { y = x } = {}; return x + x2 + y
        for (let i = 0, max = 2; i < max; i++) { let i = 'shadow'; var seen = i } return seen
        for (var [k, v] of Object.entries({ a: 1 })) ; return [k, v]
        for (const { a, b = a } of [{ a: 1 }, { a: 2, b: 3 }]) var r = (r || '') + a + b; return r
        let o = {}; for (o.x of [1, 2]) ; for (o['y'] in { k: 1 }) ; return o
        for (let of of [1]) return of
        const { log, max } = Math; return max(1, 2) + log(1)
        const push = [].push; try { push(1) } catch (e) { return e.name }
        return [].concat.apply([], [[1], [2]]) + Array.prototype.map.call('ab', c => c + c) + String.prototype.trim.call(' x ') + Object.prototype.hasOwnProperty.call({ a: 1 }, 'a')
        return [new Object(5) + 1, new Boolean(false) && 1, new Number(NaN) + '', Object('s').length, new String('a') == 'a', new String('a') === 'a', typeof Object(1), [new Number(2)] + 1]
        return ['vi', undefined, 'en-US', ['vi-VN', 'en']].map(l => ['Ứng', 'ung', 'ừng', 'uông', 'đa', 'da', 'Đà', 'dz', 'ăn', 'an', 'ân', 'áo', 'ao', 'Ao', 'ạo', 'zz', '10', '9', '_x', ' x', 'x y', 'xy', 'ơi', 'oi', 'ôi', 'ễ', 'ẽ', 'e', 'a-b', 'ab', 'a.b', 'Nguyễn Văn An', 'Nguyễn Văn Ân', 'Nguyễn Vân An', 'nguyễn văn an'].sort((a, b) => a.localeCompare(b, l)).join('|'))
        return ['a'.localeCompare('Á', 'vi', { sensitivity: 'base' }), 'a'.localeCompare('A', undefined, { sensitivity: 'accent' }), 'a'.localeCompare('á', 'en', { sensitivity: 'case' }), 'a'.localeCompare('A', 'en', { sensitivity: 'case' }), 'x10'.localeCompare('x9', 'vi', { numeric: true }), 'a02'.localeCompare('a2', 'en', { numeric: true }), 'a'.localeCompare('A', 'en', { caseFirst: 'upper' }), 'PL-02'.localeCompare('PL-10', 'vi', { numeric: true })]
        try { 'a'.localeCompare('b', 'not a locale') } catch (e) { return e.name }
        return [(1234567.8915).toLocaleString(), (1234567.8915).toLocaleString('vi-VN'), (0.5).toLocaleString('vi'), (-0).toLocaleString(), (5).toLocaleString('en', { minimumFractionDigits: 2 }), (1234.5).toLocaleString(undefined, { maximumFractionDigits: 0 }), (1.005).toLocaleString('vi', { maximumFractionDigits: 2 }), (1e6).toLocaleString('vi', { useGrouping: false }), NaN.toLocaleString(), (-Infinity).toLocaleString(), (999).toLocaleString(), (1e21).toLocaleString(), (-1234.5).toLocaleString('vi-VN'), (1e-7).toLocaleString()]
        const d = new Date(Date.UTC(2026, 2, 5, 0, 7, 9)), e = new Date(Date.UTC(2026, 11, 25, 13, 7, 9)); return [d, e].map(x => [x.toLocaleDateString(), x.toLocaleDateString('vi-VN'), x.toLocaleTimeString(), x.toLocaleTimeString('vi'), x.toLocaleString(), x.toLocaleString('vi-VN')])
        return ['x'].concat([1], [[2]]).flat().length + Array.prototype.slice.call('abc', 1).join('') + Array.prototype.join.call({ length: 2, 0: 'a', 1: 'b' }, '-') + [].map.call('ab', c => c + c).join() + Array.prototype.filter.call('abc', c => c > 'a').join('') + Array.prototype.indexOf.call('abc', 'c')
        """.Split('\n'), .. Longer];

    private static string[] Longer =>
    [
        """
        return `line1
        line2 ${1 +
        """,
        """
        return 'a\
        b' + '\x41\u0042\u{43}\t\v\f\b\0' + "\'\"" + '\q'
        """,
        """
        let a = 1
        let b = 2
        ;[a, b] = [b, a]
        return [a, b]
        """,
        """
        if (x) { 
        return 1 +
        """,
        """
        return function () {
          return
          1
        }()
        """,
        """
        let x = 1
        x
        ++
        x
        return x
        """,
    ];
}
