using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>The elements of NĐ 30/2020, Phụ lục I as found in a document.</summary>
internal sealed class FormLayout
{
    public FormLine? Nation { get; init; }
    public FormLine? Motto { get; init; }
    public ImmutableArray<FormLine> Superior { get; init; } = [];
    public ImmutableArray<FormLine> Agency { get; init; } = [];
    public FormLine? Number { get; init; }
    public FormLine? Date { get; init; }

    /// <summary>The heading that stands where the tên loại does.</summary>
    public FormLine? KindLine { get; init; }

    /// <summary>Null when the heading is none of the 29 kinds.</summary>
    public FormKind? Kind { get; init; }
    public ImmutableArray<FormLine> Subject { get; init; } = [];

    /// <summary>The lines after "V/v" under the number of a công văn.</summary>
    public ImmutableArray<FormLine> LetterSubject { get; init; } = [];
    public FormLine? Addressee { get; init; }
    public ImmutableArray<FormLine> AddresseeList { get; init; } = [];
    public ImmutableArray<FormLine> Authority { get; init; } = [];
    public ImmutableArray<FormParagraph> Bases { get; init; } = [];

    /// <summary>"QUYẾT ĐỊNH:" or "QUYẾT NGHỊ:".</summary>
    public FormLine? Enacting { get; init; }

    /// <summary>The paragraphs of the text, without tables.</summary>
    public ImmutableArray<FormParagraph> Body { get; init; } = [];
    public FormLine? RecipientsHeading { get; init; }
    public ImmutableArray<FormLine> Recipients { get; init; } = [];
    public ImmutableArray<FormLine> SignatureLines { get; init; } = [];
    public FormLine? Signer { get; init; }
    public ImmutableArray<FormAppendix> Appendices { get; init; } = [];
    public FormLine? Urgency { get; init; }

    /// <summary>A file that holds an appendix only.</summary>
    public bool IsAppendixOnly { get; init; }

    /// <summary>Whether Quốc hiệu stands in a table beside the agency's name, as usual.</summary>
    public bool HasHeaderTable => Nation?.Paragraph.Cell is not null;

    public required Dictionary<FormParagraph, FormArea> Areas { get; init; }

    public static FormLayout Of(FormDocument document) => new LayoutFinder(document).Find();

    public FormArea AreaOf(FormParagraph paragraph) => Areas.GetValueOrDefault(paragraph, FormArea.Body);
}

/// <summary>An appendix in the same file.</summary>
internal sealed record FormAppendix
{
    /// <summary>"Phụ lục", "Phụ lục II".</summary>
    public FormLine? Label { get; init; }
    public ImmutableArray<FormLine> Title { get; init; } = [];

    /// <summary>"(Kèm theo Quyết định số …)".</summary>
    public ImmutableArray<FormLine> Reference { get; init; } = [];
    public required ImmutableArray<FormParagraph> Paragraphs { get; init; }
}
