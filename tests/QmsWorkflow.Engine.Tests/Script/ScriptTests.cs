using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Tests.Script;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("let a = [1, 2, 3]; a.map(x => x * 2)", "[2,4,6]")]
    [InlineData("return `a${1 + 1}b${`c${3}`}`", "\"a2bc3\"")]
    [InlineData("({ a: 1, b: { c: [true, null, undefined] } })", """{"a":1,"b":{"c":[true,null,null]}}""")]
    [InlineData("const { a, b: { c = 5 } = {}, ...rest } = { a: 1, x: 2, y: 3 }; [a, c, rest]", """[1,5,{"x":2,"y":3}]""")]
    [InlineData("let a = 1, b = 2; [a, b] = [b, a]; [a, b]", "[2,1]")]
    [InlineData("let o = {}; ({ x: o.p, y: o.q = 4 } = { x: 3 }); o", """{"p":3,"q":4}""")]
    [InlineData("function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) } f(15)", "610")]
    [InlineData("let s = 0; for (const x of [1, 2, 3]) { if (x == 2) continue; s += x } s", "4")]
    [InlineData("let fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map(f => f())", "[0,1,2]")]
    [InlineData("a: for (let i = 0; ; i++) { for (;;) { if (i > 4) break a; continue a } } 'ok'", "\"ok\"")]
    [InlineData("let o = null; [o?.a.b.c, o?.[1], o?.(), ({ f: null }).f?.(1)]", "[null,null,null,null]")]
    [InlineData("try { null.x } catch (e) { e instanceof TypeError }", "true")]
    [InlineData("let r = []; try { try { throw 1 } finally { r.push('f') } } catch (e) { r.push(e) } r", "[\"f\",1]")]
    [InlineData("switch (3) { case 1: 'a'; break; case 3: 'c'; default: 'd' }", "\"d\"")]
    [InlineData("x = 5; x += 2; x", "7")]
    [InlineData("'2026-03-01'.match(/(?<y>\\d{4})-(\\d\\d)/).groups.y", "\"2026\"")]
    [InlineData("new Date().toISOString()", "\"2026-03-02T01:02:03.456Z\"")]
    [InlineData("new Date(2026, 0, 31, 12)", "\"2026-01-31T12:00:00.000Z\"")]
    [InlineData("({ get v() { return 42 } }).v", "42")]
    [InlineData("[...new Set([1, 1, 2])].concat([...new Map([['a', 1]])])", "[1,2,[\"a\",1]]")]
    [InlineData("typeof khongCo", "\"undefined\"")]
    [InlineData("({ b: 1, 2: 2, a: 3, 1: 4 })", """{"1":4,"2":2,"b":1,"a":3}""")]
    [InlineData("'Đơn vị'.toUpperCase()", "\"ĐƠN VỊ\"")]
    [InlineData("JSON.stringify({ a: [1, { b: 2 }] }, null, 2)", "\"{\\n  \\\"a\\\": [\\n    1,\\n    {\\n      \\\"b\\\": 2\\n    }\\n  ]\\n}\"")]
    [InlineData("let n = 1\nlet m = n\n++m\nm", "2")]
    [InlineData("(function () { return arguments.length })(1, 2)", "2")]
    [InlineData("undefined", "null")]
    public void A_script_gives_what_JavaScript_gives(string text, string expected) => FixedHost.Json(text).ShouldBe(expected);

    [Fact]
    public void The_host_supplies_values_functions_and_objects()
    {
        var written = new Dictionary<string, JsonNode?> { ["Count"] = 2 };
        var host = new FixedHost()
            .With("getAnswer", new ScriptGlobal.Function(_ => "yes"))
            .With("args", new ScriptGlobal.Value(JsonNode.Parse("""{"a":[1,2.5]}""")))
            .With("variables", new ScriptGlobal.Object(n => written.GetValueOrDefault(n)?.DeepClone(), (n, v) => written[n] = v, () => written.Keys));

        FixedHost.Json("getAnswer() == 'yes' && args.a[1] === 2.5 && 'Count' in variables", host).ShouldBe("true");
        FixedHost.Json("variables.Count++; variables.Name = { x: 1 }; Object.keys(variables)", host).ShouldBe("[\"Count\",\"Name\"]");

        written["Count"]!.GetValue<long>().ShouldBe(3);
        written["Name"]!.ToJsonString().ShouldBe("""{"x":1}""");
    }

    [Fact]
    public void Free_names_are_those_the_host_must_know()
    {
        var program = ScriptProgram.Parse("let a = getX(b); c = Math.max(a, 1); [1].map(x => x + d)");

        program.FreeNames.ShouldBe(["getX", "b", "c", "d"]);
        program.AssignedNames.ShouldBe(["c"]);
    }

    [Theory]
    [InlineData("class A {}", 1, 1, "Không hỗ trợ class.")]
    [InlineData("let a = 1;\n  async function f() {}", 2, 3, "Không hỗ trợ hàm async.")]
    [InlineData("function* g() {}", 1, 9, "hàm sinh")]
    [InlineData("f`x`", 1, 2, "tagged template")]
    [InlineData("eval('1')", 1, 1, "Không hỗ trợ eval.")]
    [InlineData("1 +", 1, 4, "Gặp hết biểu thức, cần một giá trị.")]
    [InlineData("1 + Math.random()", 1, 10, "Math.random")]
    [InlineData("let a; let a", 1, 12, "“a” đã được khai báo")]
    [InlineData("/(?=a)/.test('a')", 1, 1, "lookahead")]
    [InlineData("/(a)\\1/", 1, 1, "tham chiếu ngược")]
    [InlineData("'abc", 1, 1, "Chuỗi chưa đóng")]
    [InlineData("10n", 1, 1, "BigInt")]
    [InlineData("with (a) {}", 1, 1, "Không hỗ trợ with.")]
    [InlineData("await f()", 1, 1, "Không hỗ trợ await.")]
    [InlineData("let o = 1;\n Math.flor(o)", 2, 7, "Không hỗ trợ Math.flor.")]
    [InlineData("Object.defineProperty({}, 'a', {})", 1, 8, "Không hỗ trợ Object.defineProperty.")]
    [InlineData("new WeakMap()", 1, 5, "Không hỗ trợ WeakMap.")]
    [InlineData("Reflect.ownKeys({})", 1, 1, "Không hỗ trợ Reflect.")]
    [InlineData("x => Symbol()", 1, 6, "Không hỗ trợ Symbol.")]
    [InlineData("/a/dg", 1, 1, "Cờ “d”")]
    [InlineData("/\\p{Script=Latin}/u", 1, 1, "Script=Latin")]
    [InlineData("let { a, ...{ b } } = c", 1, 13, "cần tên")]
    [InlineData("012", 1, 1, "0o")]
    [InlineData("if (1) function g() {}", 1, 8, "Khai báo hàm")]
    public void What_is_not_known_is_refused_with_line_and_column(string text, int line, int column, string message)
    {
        var refused = Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse(text));

        refused.Message.ShouldContain(message);
        (refused.Line, refused.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("\n  null.x", "TypeError", "“x” của null", 2, 8)]
    [InlineData("throw new RangeError('quá')", "RangeError", "quá", 1, 1)]
    [InlineData("throw 'chữ'", "throw", "chữ", 1, 1)]
    [InlineData("khongCo + 1", "ReferenceError", "“khongCo”", 1, 1)]
    [InlineData("const a = 1; a = 2", "TypeError", "hằng “a”", 1, 14)]
    [InlineData("({}).f()", "TypeError", "“f” không phải là hàm", 1, 7)]
    public void An_uncaught_error_says_what_and_where(string text, string name, string message, int line, int column)
    {
        var thrown = Should.Throw<ScriptException>(() => FixedHost.Run(text));

        thrown.ErrorName.ShouldBe(name);
        thrown.Message.ShouldContain(message);
        (thrown.Line, thrown.Column).ShouldBe((line, column));
    }
}
