using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>The pages of entered results and of definitions, as people use them in Hải Dương (2/3/2022).</summary>
public sealed class EntryPageTests(TestCluster cluster)
{
    [Fact]
    public async Task A_unit_head_enters_a_result_with_a_file_and_the_secretary_confirms_it()
    {
        await using var office = await Office.OpenAsync(cluster);
        var objective = await office.ReadAsync(db => db.ObjectiveIndicators.Where(link => link.IndicatorCode == "quy-trinh-ap-dung").Join(db.Objectives.Where(o => o.UnitId == null), link => link.ObjectiveId, o => o.Id, (_, o) => o.Id).SingleAsync());
        var unit = await office.ReadAsync(db => db.Units.Where(u => u.Code == "VP").Select(u => u.Id).SingleAsync());
        await office.App.ListenAsync();
        using var head = await office.App.SignInAsync("hd.truong.vp");
        await head.GoAsync("/measure/entries/new");
        head.Page.QuerySelectorAll($"a[href*='{objective}']").Length.ShouldBe(1);

        await head.GoAsync($"/measure/entries/new?year=2022&objective={objective}");
        head.Page.QuerySelectorAll("#Period option").Select(option => option.GetAttribute("value")).ShouldBe(["", "M01", "M02"]);
        await head.UploadAsync("Gửi xác nhận", "Evidence", "danh-sach.pdf", "%PDF-1.7 danh sách"u8.ToArray(), ("Form.Period", "M01"), ("Form.UnitId", unit.ToString()), ("Form.Numerator", "31"), ("Form.Denominator", "30"));
        head.Text.ShouldContain("Số đạt không được lớn hơn tổng số.");
        await head.UploadAsync("Gửi xác nhận", "Evidence", "danh-sach.pdf", "%PDF-1.7 danh sách"u8.ToArray(), ("Form.Period", "M01"), ("Form.UnitId", unit.ToString()), ("Form.Numerator", "29"), ("Form.Denominator", "30"));
        head.Path.ShouldStartWith("/measure/entries/", Case.Sensitive, head.Text);
        head.Text.ShouldContain("29/30 = 96,67%");
        head.Text.ShouldContain("Bạn đã nhập kết quả này; người thứ hai sẽ xác nhận.");

        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/entries");
        secretary.Page.QuerySelectorAll("[data-entry]").Length.ShouldBe(1);
        await secretary.GoAsync(head.Path);
        secretary.Text.ShouldContain("danh-sach.pdf");
        await secretary.SubmitAsync("Xác nhận");

        secretary.Page.QuerySelector("[data-state]")!.GetAttribute("data-state").ShouldBe("Confirmed");
        (await office.ReadAsync(db => db.Measurements.AsNoTracking().SingleAsync())).State.ShouldBe(MeasurementState.Confirmed);
    }

    [Fact]
    public async Task Definitions_show_their_formulas_and_test_cases_and_a_mistake_keeps_what_was_typed()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/indicators");
        secretary.Page.QuerySelector("[data-indicator=dung-han]")!.TextContent.ShouldContain("count(completed and not late)");

        await secretary.GoAsync("/measure/indicators/dung-han");
        secretary.Text.ShouldContain("94,996% hiển thị 95,00% nhưng không đạt 95%: 23749/25000");
        await secretary.GoAsync("/measure/indicators/dung-han/edit");
        var typed = secretary.Value("Json")!.Replace("not late", "not lat", StringComparison.Ordinal);
        await secretary.SubmitAsync("Lưu bản soạn từ JSON", ("Form.Json", typed));

        secretary.RefusalCode.ShouldBe("QMS758");
        secretary.Text.ShouldContain("sửa thành “late”");
        secretary.Value("Json")!.ShouldContain("not lat)");
    }
}
