using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>The wizard in the browser: source, upload, columns, preview, commit, undo.</summary>
public sealed class ImportPageTests(TestCluster cluster)
{
    private const string Head = "Số HS;Phòng;NgayTiepNhan;NgayHenTra;NgayKetThucXuLy;KenhThucHien";

    [Fact]
    public async Task A_file_goes_from_its_upload_to_the_figures_and_back()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);

        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "thang-02.csv", Encoding.UTF8.GetBytes($"{Head}\nHS1;VP;01/02/2022;10/02/2022;09/02/2022;2\nHS2;VP;02/02/2022;10/02/2022;;1\n"), ("Source", Chosen(browser, "Source")));
        browser.Path.ShouldBe("/measure/imports/new", browser.Text);
        browser.Value("received_at").ShouldBe("NgayTiepNhan");
        await browser.SubmitAsync("Đọc và kiểm tra tệp", ("col.case_code", "Số HS"), ("col.unit", "Phòng"));
        browser.Page.QuerySelector("#progress[hx-get]").ShouldNotBeNull(browser.Text);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);
        browser.Text.ShouldContain("chờ đồng ý ghi");
        browser.Page.QuerySelectorAll(".subheader + .h2").Select(c => c.TextContent).ShouldBe(["2", "0", "0", "0"]);
        await browser.SubmitAsync("Đồng ý ghi 2 dòng");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);

        browser.Text.ShouldContain("Đã ghi lúc");
        (await CasesAsync(app)).ShouldBe(2);
        await browser.SubmitAsync("Hoàn tác lần ghi này", ("Reason", "nhầm tháng"));
        browser.Text.ShouldContain("Đã hoàn tác: nhầm tháng");
        (await CasesAsync(app)).ShouldBe(0);
        // The mapping was kept with the source.
        (await browser.GoAsync("/measure/sources")).Text.ShouldContain("cột đã ánh xạ");
    }

    [Fact]
    public async Task Unknown_units_are_told_apart_in_the_page_and_the_file_is_read_again()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "a.csv", Encoding.UTF8.GetBytes($"{Head.Replace("Số HS", "MaHoSo", StringComparison.Ordinal).Replace("Phòng", "DonVi", StringComparison.Ordinal)}\nHS1;Bộ phận Một cửa;01/02/2022;;;2\n"), ("Source", Chosen(browser, "Source")));
        await browser.SubmitAsync("Đọc và kiểm tra tệp");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);

        browser.Text.ShouldContain("Tệp có 1 dòng lỗi");
        browser.Text.ShouldContain("Không có đơn vị nào mang mã hoặc tên “Bộ phận Một cửa”");
        await browser.SubmitAsync("Lưu ánh xạ và đọc lại tệp", ("unit", "VP"));
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);

        browser.Text.ShouldContain("chờ đồng ý ghi");
    }

    [Fact]
    public async Task The_bar_fetches_itself_until_the_import_rests()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "a.csv", "MaHoSo,DonVi,NgayTiepNhan\nHS1,VP,01/02/2022\n"u8.ToArray(), ("Source", Chosen(browser, "Source")));
        await browser.SubmitAsync("Đọc và kiểm tra tệp");
        var page = browser.Path;

        await browser.GoAsync($"{page}/progress");
        browser.Page.QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuenow").ShouldBe("0");
        browser.Response.Headers.Contains("HX-Refresh").ShouldBeFalse();
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync($"{page}/progress");

        browser.Response.Headers.GetValues("HX-Refresh").ShouldBe(["true"]);
    }

    [Fact]
    public async Task People_of_a_unit_neither_see_imports_nor_bring_any_in()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.cc1.khtc");

        await browser.GoAsync("/measure/imports");

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.RefusalCode.ShouldBe("QMS302");
        browser.Page.QuerySelector("input[type=file]").ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_table_stands_and_how_dates_are_written_is_chosen_and_kept_with_the_source()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);
        var file = Encoding.UTF8.GetBytes("SỞ LAO ĐỘNG;;\nDanh sách hồ sơ tháng 2;;\nMaHoSo;DonVi;NgayTiepNhan\nHS1;VP;02/03/2022\nHS2;VP;02/25/2022 08:30\n");
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "thang-02.csv", file, ("Source", Chosen(browser, "Source")));
        browser.Page.GetElementById("sheet").ShouldBeNull("a CSV file has no sheets");

        await browser.SubmitAsync("Xem lại tiêu đề", ("headerRow", "3"), ("dates", "MM/dd/yyyy"));
        (browser.Value("headerRow"), browser.Value("dates"), browser.Value("case_code"), browser.Value("received_at")).ShouldBe(("3", "MM/dd/yyyy", "MaHoSo", "NgayTiepNhan"));
        await browser.SubmitAsync("Đọc và kiểm tra tệp");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);
        await browser.SubmitAsync("Đồng ý ghi 2 dòng");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);

        (await DaysAsync(app)).ShouldBe(["2022-02-03", "2022-02-25"]);
        // The next file needs no more than its upload.
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "thang-03.csv", file, ("Source", Chosen(browser, "Source")));
        (browser.Value("headerRow"), browser.Value("dates"), browser.Value("case_code")).ShouldBe(("3", "MM/dd/yyyy", "MaHoSo"));
    }

    [Fact]
    public async Task A_stated_form_of_dates_counts_alone_so_that_no_day_is_guessed()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "a.csv", "MaHoSo;DonVi;NgayTiepNhan\nHS1;VP;25/02/2022\nHS2;VP;02/03/2022\n"u8.ToArray(), ("Source", Chosen(browser, "Source")));
        await browser.SubmitAsync("Đọc và kiểm tra tệp", ("dates", "other"), ("datesOther", "MM/dd/yyyy"));
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);

        browser.Text.ShouldContain("Tệp có 1 dòng lỗi");
        browser.Text.ShouldContain("“25/02/2022” không phải là ngày có thật theo dạng MM/dd/yyyy");
    }

    [Fact]
    public async Task A_sheet_of_a_workbook_is_chosen_and_its_headers_are_looked_at_before_anything_is_read()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.thuky");
        await AddSourceAsync(browser);
        await browser.GoAsync("/measure/imports");
        await browser.UploadAsync("Tải lên và chọn cột", "File", "thang-02.xlsx", Workbook(), ("Source", Chosen(browser, "Source")));
        browser.Page.QuerySelectorAll("#sheet option").Select(option => option.GetAttribute("value")).ShouldBe(["", "Bìa", "Hồ sơ"]);

        await browser.SubmitAsync("Đọc và kiểm tra tệp", ("sheet", "Hồ sơ"));
        browser.Path.ShouldBe("/measure/imports/new", "the columns were those of the other sheet");
        browser.Text.ShouldContain("Hãy xem lại các cột");
        browser.Value("case_code").ShouldBe("MaHoSo");
        await browser.SubmitAsync("Đọc và kiểm tra tệp");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await browser.GoAsync(browser.Path);

        browser.Text.ShouldContain("trang tính Hồ sơ");
        browser.Page.QuerySelectorAll(".subheader + .h2").Select(c => c.TextContent).ShouldBe(["1", "0", "0", "0"]);
    }

    private static byte[] Workbook()
    {
        using var stream = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart();
            part.Workbook = new Workbook(new Sheets());
            Add(part, "Bìa", ["SỞ LAO ĐỘNG"]);
            Add(part, "Hồ sơ", ["MaHoSo", "DonVi", "NgayTiepNhan"], ["HS1", "VP", "01/02/2022"]);
        }

        return stream.ToArray();

        static void Add(WorkbookPart book, string name, params string[][] rows)
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(text => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) })))));
            var sheets = book.Workbook!.Sheets!;
            sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1, Name = name });
        }
    }

    private static Task<List<string>> DaysAsync(ProductApp app) =>
        app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Database.SqlQuery<string>($"select to_char(received_at, 'YYYY-MM-DD') as \"Value\" from cases order by case_code").ToListAsync());

    private static async Task AddSourceAsync(Browser browser)
    {
        await browser.GoAsync("/measure/sources/new");
        await browser.SubmitAsync("Lưu", ("Form.Name", "Hệ thống một cửa số"), ("Form.Code", "mot-cua-so"), ("Form.Rank", "10"));
        browser.Path.ShouldBe("/measure/sources", browser.Text);
    }

    private static string Chosen(Browser browser, string id) => browser.Page.QuerySelector($"#{id} option")!.GetAttribute("value")!;

    private static Task<int> CasesAsync(ProductApp app) => app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Database.SqlQuery<int>($"select count(*)::int as \"Value\" from cases").SingleAsync());
}
