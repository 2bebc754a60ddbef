using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using QmsWorkflow.Documents;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>A Word file laid out by NĐ 30/2020, Phụ lục I: A4, margins 20/20/30/20 mm, Times New Roman, page number centred at the top from page 2 on.</summary>
internal sealed class Page(PageShape shape = PageShape.Portrait)
{
    private const int TwipsPerMillimetre1000 = 56693;
    private readonly Body body = new();

    public Page Add(params OpenXmlElement[] elements) => AddAll(elements);

    // Not an overload: an element is itself a sequence of its children.
    public Page AddAll(IEnumerable<OpenXmlElement> elements)
    {
        foreach (var element in elements) body.AppendChild(element);
        return this;
    }

    public void Save(string path)
    {
        using var content = new MemoryStream();
        using (var document = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document)) Write(document);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, StableZip.Rewrite(content.ToArray()));
    }

    private void Write(WordprocessingDocument document)
    {
        var main = document.AddMainDocumentPart();
        // Ids are otherwise made up at random; the same program shall make the same bytes.
        document.ChangeIdOfPart(main, "main");
        main.Document = new Document(body);
        var styles = main.AddNewPart<StyleDefinitionsPart>("styles");
        styles.Styles = DefaultStyles();
        // Word 2013 and later: the lines of a table stand at the margin, not its text.
        main.AddNewPart<DocumentSettingsPart>("settings").Settings = new Settings(new Compatibility(new CompatibilitySetting
        {
            Name = CompatSettingNameValues.CompatibilityMode,
            Uri = "http://schemas.microsoft.com/office/word",
            Val = "15",
        }));
        var header = main.AddNewPart<HeaderPart>("header");
        header.Header = new Header(new Paragraph(
            new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
            new Run(Size(13), new FieldChar { FieldCharType = FieldCharValues.Begin }),
            new Run(Size(13), new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
            new Run(Size(13), new FieldChar { FieldCharType = FieldCharValues.Separate }),
            new Run(Size(13), new Text("2")),
            new Run(Size(13), new FieldChar { FieldCharType = FieldCharValues.End })));
        var first = main.AddNewPart<HeaderPart>("header_first");
        first.Header = new Header(new Paragraph());
        if (body.Descendants<DocumentFormat.OpenXml.Drawing.Blip>().Any())
        {
            using var example = new MemoryStream(Pictures.ExampleCode);
            main.AddImagePart(ImagePartType.Png, Pictures.Example).FeedData(example);
        }

        body.AppendChild(Section(shape));
        var number = 1000;
        foreach (var properties in body.Descendants<SdtProperties>()) properties.AppendChild(new SdtId { Val = number++ });
    }

    /// <summary>The page set-up of a section; each counts its pages from 1, as an appendix must (NĐ 30/2020, Phụ lục I, mục III.1đ).</summary>
    private static SectionProperties Section(PageShape shape) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = "header" },
        new HeaderReference { Type = HeaderFooterValues.First, Id = "header_first" },
        new SectionType { Val = SectionMarkValues.NextPage },
        shape == PageShape.Portrait
            ? new PageSize { Width = 11906, Height = 16838 }
            : new PageSize { Width = 16838, Height = 11906, Orient = PageOrientationValues.Landscape },
        new PageMargin { Top = Twips(20), Bottom = Twips(20), Left = (uint)Twips(30), Right = (uint)Twips(20), Header = (uint)Twips(10), Footer = (uint)Twips(10), Gutter = 0 },
        new PageNumberType { Start = 1 },
        new TitlePage());

    /// <summary>Ends a section: what came before is one document part with its own page numbers.</summary>
    public static Paragraph SectionEnd(PageShape shape = PageShape.Portrait) => new(new ParagraphProperties(
        new SpacingBetweenLines { Before = "0", After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }, Section(shape)));

    private static int Twips(int millimetres) => (millimetres * TwipsPerMillimetre1000 + 500) / 1000;

    private static RunProperties Size(int points) => new(new FontSize { Val = (points * 2).ToString(System.Globalization.CultureInfo.InvariantCulture) });

    private static Styles DefaultStyles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = "Times New Roman", ComplexScript = "Times New Roman" },
                new Color { Val = "000000" },
                new FontSize { Val = "28" },
                new FontSizeComplexScript { Val = "28" },
                new Languages { Val = "vi-VN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { Before = "0", After = "0", Line = "240", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
}

/// <summary>How the sheet lies: landscape for wide tables (NĐ 30/2020, Phụ lục I, mục I.2); the margins are the same.</summary>
internal enum PageShape
{
    Portrait,
    Landscape,
}
