using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QmsWorkflow.Server.Features.Measurements.Samples;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>
/// Seeds 003 and 004 in the browser: a register is imported, one unit is shown at its target and misses it all the same, and the quarter's report is not let
/// through before the misses have their causes (S-151); a table of survey slips makes the mean of months that seed 004 wants.
/// </summary>
[Collection("Journeys")]
public sealed class MeasuredObjectivesTests(Office office) : IClassFixture<Office>
{
    private const int Imported = 25_000;
    private const string Unit = "Trung tâm Y tế";

    [Fact]
    public async Task A_register_becomes_results_and_a_miss_needs_its_cause_before_the_report_goes_on()
    {
        var year = new Year(office, "bb");
        var secretary = await year.AsAsync("thuky");

        // The register of the demo start is there; 25,000 cases of the health centre come on top, one of them late.
        var known = SettledInFirstQuarter();
        await ImportAsync(secretary, "danh sách hồ sơ", Register(), Imported, "MaHoSo", Unit);

        // (known + 24,999) of (known + 25,000) is 99.996 %: shown as 100 %, and "= 100 %" is missed.
        var row = secretary.Page.Locator("main table.scorecard tbody tr").Filter(new() { HasText = Unit });
        await secretary.UntilAsync("/measure?period=Q1&cutoff=calendar", async () => (await row.TextContentAsync())!.Contains("100,00%", StringComparison.Ordinal)
            && (await row.TextContentAsync())!.Contains("Không đạt", StringComparison.Ordinal), $"{Unit} is not shown at 100,00% and missed");
        await secretary.OpenAsync((await row.Locator("a[href*='/measure/objectives/']").First.GetAttributeAsync("href"))!);
        var page = await secretary.TextAsync();
        page.ShouldContain("hiển thị 100,00% nhưng KHÔNG đạt");
        page.ShouldContain(Say(known + Imported - 1));
        page.ShouldContain(Say(known + Imported));

        var clerk = await ReportAsync(year, secretary);
        await clerk.OpenWorkAsync("Kiểm tra thể thức");
        (await clerk.TextAsync()).ShouldContain($"{Unit}: 100,00%");
        await clerk.TryPressAsync("Duyệt");
        (await clerk.RefusalAsync()).ShouldNotBeNull().ShouldContain("nguyên nhân");

        await ExplainAsync(year, secretary);
        await clerk.OpenWorkAsync("Kiểm tra thể thức");
        (await clerk.TextAsync()).ShouldNotContain("chưa có nguyên nhân");
    }

    /// <summary>
    /// Seed 004: "tính trung bình năm" (S-183). Attitude in January 24,999 of 25,000, then all: the mean of three months is 99.9987 %, shown as 100 % and missed.
    /// Publication: January 10 of 10, February 57 of 60, nobody asked in March: (100 + 95) / 2. Cases in time: counted from the sample's register.
    /// </summary>
    [Fact]
    public async Task Both_groups_of_seed_004_are_measured_with_the_mean_of_months()
    {
        var year = new Year(office, "vt");
        var secretary = await year.AsAsync("thuky");
        await ImportAsync(
            secretary, "hảo sát",
            "DonViId,Nam,Thang,answers_publication,satisfied_publication,answers_attitude,satisfied_attitude\r\n"
                + "HCTH,2023,1,10,10,25000,24999\r\nHCTH,2023,2,60,57,40,40\r\nHCTH,2023,3,0,0,40,40\r\n",
            12); // Three months with four figures each.

        await secretary.UntilAsync("/measure?period=Q1&cutoff=calendar", async () => (await secretary.Page.Locator("tr.scorecard-agency").TextContentAsync())!.Contains("97,50%", StringComparison.Ordinal), "the mean of the months is not shown");
        (await AgencyCellAsync("3")).ShouldContain("97,50% Không đạt");
        (await AgencyCellAsync("4")).ShouldContain("100,00% Không đạt");
        (await AgencyCellAsync("4")).ShouldContain("KHÔNG đạt");

        var (inTime, settled) = Settled("ba-ria-vung-tau-2023", 2023, "NVKT");
        await secretary.OpenAsync((await Column("7").GetAttributeAsync("href"))!);
        var objective = await secretary.TextAsync();
        objective.ShouldContain("Phòng Nghiệp vụ");
        objective.ShouldContain($"{Say(inTime)} / {Say(settled)}");
        objective.ShouldContain(inTime == settled ? "Đạt" : "Không đạt");

        ILocator Column(string number) => secretary.Page.Locator("table.scorecard thead a[href*='/measure/objectives/']").Filter(new() { HasTextRegex = new Regex($@"^\s*{number}\.", RegexOptions.None, TimeSpan.FromSeconds(1)) });

        async Task<string> AgencyCellAsync(string number)
        {
            var objectiveId = (await Column(number).GetAttributeAsync("href"))!.Split('/', '?')[3];
            return await secretary.Page.Locator($"tr.scorecard-agency td:has(a[href*='{objectiveId}'])").InnerTextAsync();
        }
    }

    /// <summary>The wizard: file, columns, preview with the effect, commit.</summary>
    private static async Task ImportAsync(Person secretary, string source, string csv, int written, string caseCode = "", string named = "")
    {
        await secretary.OpenAsync("/measure/imports");
        var sources = secretary.Page.Locator("#Source option");
        await secretary.Page.SelectOptionAsync("#Source", (await sources.Filter(new() { HasText = source }).First.GetAttributeAsync("value"))!);
        await secretary.Page.SetInputFilesAsync("#File", new FilePayload { Name = "so-lieu.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await secretary.PressAsync("Tải lên và chọn cột");
        if (caseCode.Length > 0) (await secretary.Page.InputValueAsync("#case_code")).ShouldBe(caseCode);
        await secretary.PressAsync("Đọc và kiểm tra tệp");

        var import = new Uri(secretary.Page.Url).AbsolutePath;
        var commit = secretary.Page.GetByRole(AriaRole.Button, new() { Name = $"Đồng ý ghi {Say(written)} dòng" });
        await secretary.UntilAsync(import, async () => await commit.CountAsync() > 0, "the file was not read");
        var preview = await secretary.TextAsync();
        preview.ShouldContain("Ảnh hưởng tới chỉ số");
        preview.ShouldContain(named);
        await secretary.PressAsync($"Đồng ý ghi {Say(written)} dòng");
        await secretary.UntilAsync(import, async () => (await secretary.TextAsync()).Contains("Đã ghi lúc", StringComparison.Ordinal), "the file was not committed");
    }

    /// <summary>The secretary drafts the report of the quarter; the head of the office reads it; the clerk is next.</summary>
    private static async Task<Person> ReportAsync(Year year, Person secretary)
    {
        await secretary.OpenAsync("/documents/new/periodic-report");
        await secretary.PressAsync("Điền thử từ dữ liệu mẫu");
        await secretary.Page.FillAsync("[name='f:title']", "Kết quả thực hiện Mục tiêu chất lượng Quý I năm 2024");
        await secretary.Page.FillAsync("[name='f:period']", "Quý I năm 2024.");
        await secretary.Page.FillAsync("[name='f:cutOff']", "từ ngày 01/01/2024 đến ngày 31/3/2024.");
        await secretary.Page.SelectOptionAsync("#signer", new SelectOptionValue { Index = 1 });
        await secretary.PressAsync("Lưu và trình duyệt");
        (await secretary.TextAsync()).ShouldContain("Đã trình duyệt");
        var head = await year.AsAsync("truong.vp");
        await head.OpenWorkAsync("Kiểm tra nội dung");
        await head.PressAsync("Duyệt");
        return await year.AsAsync("vanthu");
    }

    /// <summary>Every miss of the quarter gets its cause on the objective's page: the unit's own by its head, the others by the secretary.</summary>
    private static async Task ExplainAsync(Year year, Person secretary)
    {
        var head = await year.AsAsync("truong.ttyt");
        await secretary.OpenAsync("/measure?period=Q1&cutoff=calendar");
        var misses = await secretary.Page.Locator("main table.scorecard tbody tr:not(.scorecard-agency)").Filter(new() { HasText = "Không đạt" })
            .Locator("a:has(.light-Missed)").EvaluateAllAsync<string[]>("links => links.map(a => a.closest('tr').querySelector('th').innerText + '|' + a.getAttribute('href'))");
        var agency = await secretary.Page.Locator("main table.scorecard tr.scorecard-agency a:has(.light-Missed)").EvaluateAllAsync<string[]>("links => links.map(a => '|' + a.getAttribute('href'))");
        misses.Length.ShouldBeGreaterThan(1);
        foreach (var miss in misses.Concat(agency))
        {
            var parts = miss.Split('|');
            var writer = parts[0].Contains(Unit, StringComparison.Ordinal) ? head : secretary;
            await writer.OpenAsync(parts[1]);
            await writer.Page.FillAsync("#Cause", "Thiếu người trong tháng cao điểm.");
            await writer.PressAsync("Lưu nguyên nhân");
            (await writer.TextAsync()).ShouldContain("Đã lưu nguyên nhân.");
        }
    }

    /// <summary>Received on 4 March, due on 18 March, settled on 15 March; the last one a day late.</summary>
    private static string Register()
    {
        var text = new StringBuilder("MaHoSo,DonViId,TenLinhVuc,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\r\n");
        for (var number = 1; number <= Imported; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"YT-{number:00000},TTYT,Tiêm chủng,04/03/2024 08:00,18/03/2024 17:00,{(number == Imported ? 19 : 15)}/03/2024 10:00\r\n");
        }

        return text.ToString();
    }

    /// <summary>Counted from the sample itself: the health centre's cases that the demo start brought, all of them in time.</summary>
    private static int SettledInFirstQuarter()
    {
        var (inTime, settled) = Settled("bau-bang-2024", 2024, "TTYT");
        inTime.ShouldBe(settled);
        return settled;
    }

    /// <summary>The cases of a unit that the demo start brought and that were settled in the first quarter: in time, and all.</summary>
    private static (int InTime, int Settled) Settled(string sample, int year, string unit)
    {
        var figures = SampleFolder.Read(Path.Combine(Repository.Root, "samples", sample, "figures.json"));
        var settled = new CaseSampler(figures, year, figures.Rows, figures.Seed, new DateOnly(year, 12, 31)).Cases()
            .Where(row => row.Field.Unit == unit && row.FinishedAt is { } at && at >= new DateTime(year, 1, 1) && at < new DateTime(year, 4, 1)).ToList();
        return (settled.Count(row => row.FinishedAt <= row.DueAt), settled.Count);
    }

    private static string Say(int number) => number.ToString("N0", CultureInfo.GetCultureInfo("vi-VN"));
}
