using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Web;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>What the registers hand out: the columns of Phụ lục IV, the metadata of Phụ lục VI, and the warnings on legal bases.</summary>
public sealed class RegisterFileTests(TestCluster cluster)
{
    /// <summary>Phụ lục VI, phần II, I, copied from the decree: name, type, length; a group has its parts behind it.</summary>
    private const string OutgoingFields =
        "FileCode[OrganId S13,FileCatalog N4,FileNotation S20] DocOrdinal N3 TypeName S100 CodeNumber S11 CodeNotation S30 IssuedDate D10 OrganName S200 Subject S500 Language S30 PageAmount N3 "
        + "Description S500 SignerInfo[Position S100,FullName S50] To[OrganId S13,OrganName S200] Priority N1 IssuedAmount N3 DueDate D10";

    private const string IncomingFields =
        "FileCode[OrganId S13,FileCatalog N4,FileNotation S20] DocOrdinal N3 TypeName S100 CodeNumber S11 CodeNotation S30 IssuedDate D10 OrganName S200 Subject S500 Language S30 PageAmount N3 "
        + "Description S500 ArrivalDate D10 ArrivalNumber N10 SignerInfo[Position S100,FullName S50] Priority N1 ToPlaces S1000 TraceHeaderList L0 DueDate D10";

    private const string DossierFields =
        "FileCode[OrganId S13,FileCatalog N4,FileNotation S20] Title S500 Maintenance S30 Rights S30 Creator S30 Language S50 StartDate D10 EndDate D10 DocTotal N4 PageTotal N4 Description S500";

    [Fact]
    public void The_fields_are_those_of_the_decree()
    {
        Said(MetadataFields.Outgoing).ShouldBe(OutgoingFields);
        Said(MetadataFields.Incoming).ShouldBe(IncomingFields);
        Said(MetadataFields.Dossier).ShouldBe(DossierFields);
    }

    [Fact]
    public void A_text_too_long_for_its_field_is_cut_and_told()
    {
        var writer = new MetadataXml();

        var record = writer.Write("OutgoingDocument", MetadataFields.Outgoing, new Dictionary<string, object?> { ["8"] = new string('ă', 501), ["6"] = new DateOnly(2024, 2, 5), ["13.2#0"] = "Sở A", ["13.2#1"] = "Sở B" });

        record.Element("Subject")!.Value.Length.ShouldBe(500);
        record.Element("IssuedDate")!.Value.ShouldBe("05/02/2024");
        record.Elements("To").Select(to => to.Element("OrganName")!.Value).ShouldBe(["Sở A", "Sở B"]);
        writer.Cut.ShouldBe(["OutgoingDocument/Subject: 501 > 500"]);
        MetadataXml.Problems(record, MetadataFields.Outgoing).ShouldBeEmpty();
        record.Element("Priority")!.Value = "cao";
        MetadataXml.Problems(record, MetadataFields.Outgoing).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ho_so_is_exported_in_the_order_of_time_with_its_pdfs()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ClerkAsync<ReceiveDocument>(async (verb, by) => (await verb.ExecuteAsync(RunningYear.Letter with { ArrivedOn = new(2022, 3, 1) }, null, by, default)).Outcome)).ShouldSucceed();
        var document = await office.IssuedAsync();
        (await office.ClerkAsync<DossierActs>((verb, by) => verb.OpenAsync(new DossierInput("01.QLCL", "Hệ thống quản lý chất lượng", "10 năm", "", ""), by, default))).ShouldSucceed();
        var (dossier, incoming) = await office.ReadAsync(async db => (await db.Dossiers.Select(d => d.Id).SingleAsync(), await db.IncomingDocuments.Select(d => d.Id).SingleAsync()));
        (await office.ClerkAsync<DossierActs>((verb, by) => verb.PutAsync(dossier, document.Id, null, by, default))).ShouldSucceed();
        (await office.ClerkAsync<DossierActs>((verb, by) => verb.PutAsync(dossier, null, incoming, by, default))).ShouldSucceed();

        var result = await office.App.InAsync(Office.Code, (services, agency) =>
            ((MetadataExport)services.GetService(typeof(MetadataExport))!).FindAsync(new MetadataScope.OfDossier(dossier), agency.Id, Actor.System(agency.Id), default));

        using var zip = new ZipArchive(new MemoryStream(MetadataExport.Zip(result!)));
        zip.Entries.Select(entry => entry.Name).ShouldBe(["metadata.xml", $"002-01-{document.Symbol}.pdf"]);
        using var content = zip.GetEntry("metadata.xml")!.Open();
        var root = XDocument.Load(content).Root!;
        root.Elements().Select(e => e.Name.LocalName).ShouldBe(["File", "IncomingDocument", "OutgoingDocument"]);
        MetadataXml.Problems(root.Element("File")!, MetadataFields.Dossier).ShouldBeEmpty();
        MetadataXml.Problems(root.Element("IncomingDocument")!, MetadataFields.Incoming).ShouldBeEmpty();
        MetadataXml.Problems(root.Element("OutgoingDocument")!, MetadataFields.Outgoing).ShouldBeEmpty();
        var issued = root.Element("OutgoingDocument")!;
        (issued.Element("CodeNumber")!.Value, issued.Element("IssuedDate")!.Value, issued.Element("FileCode")!.Element("FileNotation")!.Value).ShouldBe(("01", "02/03/2022", "01.QLCL"));
        int.Parse(issued.Element("PageAmount")!.Value, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        root.Element("File")!.Element("DocTotal")!.Value.ShouldBe("2");
    }

    [Fact]
    public async Task The_outgoing_register_opens_as_a_spreadsheet_with_the_ten_columns()
    {
        await using var office = await Office.OpenAsync(cluster);
        var document = await office.IssuedAsync();
        (await office.ClerkAsync<SaveOutgoingEntry>((verb, by) => verb.ExecuteAsync(new OutgoingEntryInput(document.Id, "VT", 3, null, "Mai", "Gửi trục liên thông"), by, default))).ShouldSucceed();
        var sheet = await office.App.InAsync(Office.Code, (services, agency) => ((OutgoingQueries)services.GetService(typeof(OutgoingQueries))!).SheetAsync(agency.Id, new OutgoingFilter(2022, null, null, null, 1), default));

        using var workbook = SpreadsheetDocument.Open(new MemoryStream(RegisterXlsx.Write(sheet)), false);

        new OpenXmlValidator().Validate(workbook).Select(fault => fault.Description).ShouldBeEmpty();
        var rows = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()).ToArray();
        rows[4].ShouldBe(["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"]);
        rows[6].Length.ShouldBe(10);
        (rows[6][0], rows[6][1], rows[6][5], rows[6][6], rows[6][9]).ShouldBe(($"01/{document.Symbol}", "02/03/2022", "VT", "3", "Gửi trục liên thông"));
    }

    [Theory]
    [InlineData("/registers/outgoing", "Sổ văn bản đi")]
    [InlineData("/registers/incoming", "Sổ văn bản đến")]
    [InlineData("/registers/numbers", "Số văn bản")]
    [InlineData("/registers/copies", "Bản sao")]
    [InlineData("/registers/legal-bases", "Căn cứ pháp lý")]
    [InlineData("/registers/dossiers", "Hồ sơ")]
    [InlineData("/registers/outgoing/print", "SỔ ĐĂNG KÝ VĂN BẢN ĐI")]
    [InlineData("/registers/tracking/print", "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN")]
    public async Task Every_register_opens_for_the_clerk_and_for_a_reader(string address, string title)
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.IssuedAsync();
        await office.App.ListenAsync();

        foreach (var userName in new[] { "hd.vanthu", "hd.cc1.khtc" })
        {
            using var browser = await office.App.SignInAsync(userName);
            await browser.GoAsync(address);
            ((int)browser.Status, browser.Page.QuerySelector("h1")?.TextContent.Trim()).ShouldBe((200, title));
        }
    }

    [Fact]
    public async Task A_register_is_printed_as_pdf_in_the_templates_form()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.IssuedAsync();
        await office.App.ListenAsync();
        using var browser = await office.App.SignInAsync("hd.vanthu");

        await browser.GoAsync("/registers/outgoing/pdf?year=2022");

        var pdf = await browser.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        (browser.Response.Content.Headers.ContentType?.MediaType, System.Text.Encoding.ASCII.GetString(pdf[..5])).ShouldBe(("application/pdf", "%PDF-"));
        await browser.GoAsync("/registers/tracking/xlsx");
        ((int)browser.Status).ShouldBe(200);
    }

    [Fact]
    public async Task A_replaced_basis_that_a_wording_cites_is_warned_of_and_a_new_law_sets_a_day()
    {
        await using var office = await Office.OpenAsync(cluster);
        var basis = await office.ReadAsync(db => db.LegalBases.AsNoTracking().SingleAsync(b => b.Code == "qd-101"));
        var draft = await office.SignedAsync("decision");
        LegalBasisInput Input(DateOnly? from, DateOnly? to, string by) => new()
        {
            Code = "",
            Kind = basis.Kind,
            Number = basis.Number,
            IssuedOn = basis.IssuedOn,
            Issuer = basis.Issuer,
            Summary = basis.Summary,
            Citation = basis.Citation,
            EffectiveFrom = from,
            EffectiveTo = to,
            ReplacedBy = by,
        };
        (await office.ClerkAsync<SaveLegalBasis>((verb, by) => verb.ChangeAsync(basis.Id, Input(new(2019, 2, 1), new(2022, 2, 28), "12/2022/TT-BKHCN"), by, default))).ShouldSucceed();
        (await office.ClerkAsync<SaveLegalBasis>((verb, by) => verb.AddAsync(RunningYear.Basis with { EffectiveFrom = new(2022, 2, 1) }, by, default))).ShouldSucceed();
        (await office.ClerkAsync<SaveLegalBasis>((verb, by) => verb.AddAsync(RunningYear.Basis, by, default))).ShouldRefuse("QMS603");

        var lines = await office.AskAsync((LegalBasisQueries queries) => queries.ListAsync(default));
        var inDocument = await office.AskAsync((LegalBasisWarnings warnings) => warnings.ForDocumentAsync(draft, default));

        (lines[0].Basis.Code, lines[0].Warning!.Fault, lines[0].Warning!.Since, lines[0].Warning!.ReplacedBy).ShouldBe(("qd-101", LegalBasisFault.Replaced, new DateOnly(2022, 3, 1), "12/2022/TT-BKHCN"));
        lines[0].Uses.ShouldNotBeEmpty();
        inDocument.Select(w => w.Code).ShouldBe(["qd-101"]);
        // QĐ 19/2014/QĐ-TTg Điều 4.4a: three months, and 1/5/2022 is a Sunday and a holiday; off in lieu until 3/5.
        lines.Single(line => line.Basis.Code == "luat-moi").UpdateBy.ShouldBe(new DateOnly(2022, 5, 4));
    }

    private static string Said(IEnumerable<MetadataField> fields) => string.Join(" ", fields.Select(Said));

    private static string Said(MetadataField field) =>
        field.Parts.Count > 0 ? $"{field.Name}[{string.Join(",", field.Parts.Select(Said))}]" : $"{field.Name} {field.Type.ToString()[0]}{field.Length}";
}
