using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class IndicatorDefinitionTests
{
    private const string Plain = """
        { "code": "dung-han", "family": "dung-han", "name": "Đúng hạn", "reads": "cases", "numerator": "count(completed and not late)",
          "denominator": "count(completed)", "variant": "như quy định", "source": "S-029",
          "tests": [ { "name": "một đúng hạn, một trễ", "period": { "from": "2026-01-01", "to": "2026-01-31" },
            "rows": [ { "received": "2026-01-05T08:00:00", "due": "2026-01-08T17:00:00", "finished": "2026-01-08T10:00:00" },
                      { "times": 2, "received": "2026-01-05T08:00:00", "due": "2026-01-08T17:00:00", "finished": "2026-01-09T10:00:00" } ],
            "numerator": 1, "denominator": 3 } ] }
        """;

    [Fact]
    public void A_definition_is_read_with_its_test_cases()
    {
        var definition = IndicatorDefinition.Parse(Plain).OrThrow();

        definition.Numerator.ToString().ShouldBe("count(completed and not late)");
        definition.Unit.ShouldBe("%");
        definition.Tests.ShouldHaveSingleItem().Rows.Cases.Length.ShouldBe(3);
        definition.RunTests().ShouldBeEmpty();
    }

    [Fact]
    public void A_test_case_that_does_not_hold_says_what_was_counted() =>
        IndicatorDefinition.Parse(Plain.Replace("\"numerator\": 1,", "\"numerator\": 2,", StringComparison.Ordinal)).OrThrow()
            .RunTests().ShouldHaveSingleItem().MessageVi.ShouldBe("“một đúng hạn, một trễ”: đếm được 1/3, cần 2/3.");

    [Theory]
    [InlineData("count(completed and not late)", "count(completed and not lat)", "$.numerator", "Ký tự 25: không hiểu “lat”; sửa thành “late”")]
    [InlineData("\"code\": \"dung-han\"", "\"code\": \"Đúng hạn\"", "$.code", "Mã “Đúng hạn” chỉ gồm chữ thường không dấu")]
    [InlineData("\"source\": \"S-029\"", "\"source\": \" \"", "$.source", "Chưa ghi nội dung")]
    [InlineData("\"to\": \"2026-01-31\"", "\"to\": \"2025-01-31\"", "$.tests[0].period", "Ngày cuối kỳ đứng trước ngày đầu kỳ.")]
    [InlineData("\"times\": 2,", "\"kenh\": 2,", "$.tests[0].rows", "Dòng thử sai cấu trúc")]
    [InlineData("\"reads\": \"cases\"", "\"reads\": \"dreams\"", "$.reads", "Tệp định nghĩa sai cấu trúc")]
    [InlineData("\"variant\": \"như quy định\",", "", "$", "Tệp định nghĩa sai cấu trúc")]
    [InlineData("{ \"code\"", "[ \"code\"", "$", "Tệp định nghĩa sai cấu trúc")]
    public void What_is_wrong_is_said_with_its_place(string right, string wrong, string path, string message)
    {
        var problem = IndicatorDefinition.Parse(Plain.Replace(right, wrong, StringComparison.Ordinal)).Problems.ShouldHaveSingleItem();

        problem.Path.ShouldBe(path);
        problem.MessageVi.ShouldStartWith(message);
        problem.MessageEn.ShouldNotBeEmpty();
    }

    [Fact]
    public void All_problems_are_collected()
    {
        var json = Plain.Replace("count(completed)\"", "count(complete\"", StringComparison.Ordinal).Replace("\"name\": \"Đúng hạn\"", "\"name\": \"\"", StringComparison.Ordinal);

        IndicatorDefinition.Parse(json).Problems.Select(problem => problem.Path).ShouldBe(["$.name", "$.denominator"]);
    }

    [Fact]
    public void Figures_and_entries_have_rows_of_their_own()
    {
        var json = """
            { "code": "x", "family": "x", "name": "x", "reads": "figures", "numerator": "sum(a) + first(b) - last(c)", "denominator": "1", "unit": "lần", "variant": "x", "source": "x", "decimals": 0,
              "tests": [ { "name": "hai tháng", "period": { "from": "2026-01-01", "to": "2026-02-28" }, "numerator": 107, "denominator": 1,
                "rows": [ { "month": "2026-01", "a": 3, "b": 100, "c": 50 }, { "month": "2026-02", "a": 5, "b": 7, "c": 1 }, { "month": "2026-03", "a": 900 } ] } ] }
            """;
        var definition = IndicatorDefinition.Parse(json).OrThrow();

        definition.RunTests().ShouldBeEmpty();
        definition.Measure(definition.Tests[0].Rows, definition.Tests[0].Window).Show(0, "lần").ShouldBe("107 lần");
        IndicatorDefinition.Parse(json.Replace("\"a\": 3", "\"a\": 3.5", StringComparison.Ordinal)).Problems.ShouldHaveSingleItem().Path.ShouldBe("$.tests[0].rows");
        IndicatorDefinition.Parse(json.Replace("2026-01\", \"a\"", "2026/01\", \"a\"", StringComparison.Ordinal)).Problems.ShouldHaveSingleItem().MessageEn.ShouldContain("yyyy-MM");
    }
}
