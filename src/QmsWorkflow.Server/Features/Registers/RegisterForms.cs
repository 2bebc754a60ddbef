using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Reads what browsers send: all of it is text.</summary>
internal static class FormText
{
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <returns>-1 for what is no number, so that the rules of the field refuse it.</returns>
    public static int? Number(string? text) => string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>The id behind a tag: "d:" for an own document, "i:" for one that came in.</summary>
    public static Guid? Tagged(string? text, string tag) => text?.StartsWith(tag, StringComparison.Ordinal) == true ? Id(text[tag.Length..]) : null;

    public static T? Choice<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}

public sealed class ReserveForm
{
    public string? Abbreviation { get; set; } = "QĐ";
    public string? CommitteeId { get; set; }
    public string? Count { get; set; } = "1";
    public string? Until { get; set; }
    public string? For { get; set; }
    public string? Reason { get; set; }

    internal ReserveInput ToInput() => new(Abbreviation ?? "", FormText.Id(CommitteeId), FormText.Number(Count) ?? 0, Reason ?? "", For ?? "", FormDate.Read(Until));
}

public sealed class SeriesForm
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? CommitteeId { get; set; }
    public List<string> Abbreviations { get; set; } = [];
    public bool AllowsLetters { get; set; }
    public string? FromYear { get; set; }
    public string? DecidedBy { get; set; }

    internal SeriesInput ToInput() => new(Code ?? "", Name ?? "", FormText.Id(CommitteeId), Abbreviations, AllowsLetters, FormText.Number(FromYear), DecidedBy ?? "");
}

public sealed class CommitteeForm
{
    public string? Name { get; set; }
    public string? Symbol { get; set; }
    public string? FoundedBy { get; set; }
    public string? Collective { get; set; }
    public string? ValidFrom { get; set; }
    public string? ValidTo { get; set; }

    internal CommitteeInput ToInput() => new(Name ?? "", Symbol ?? "", FoundedBy ?? "", FormDate.Read(ValidFrom), FormDate.Read(ValidTo)) { Collective = Collective ?? "" };
}

public sealed class CommitteeLeaderForm
{
    public string? CommitteeId { get; set; }
    public string? PersonId { get; set; }
    public string? Title { get; set; }
    public bool IsHead { get; set; }

    internal CommitteeLeaderInput ToInput() => new(FormText.Id(CommitteeId) ?? Guid.Empty, FormText.Id(PersonId), Title ?? "", IsHead);
}

public sealed class KeepNumberForm
{
    public string? Source { get; set; }
    public string? ReservedId { get; set; }
    public string? DatedOn { get; set; }
    public string? Reason { get; set; }

    internal KeepNumberInput ToInput(Guid document) => new(document, FormText.Choice<NumberSource>(Source), FormText.Id(ReservedId), FormDate.Read(DatedOn), Reason ?? "");
}

public sealed class EntryForm
{
    public string? KeptBy { get; set; }
    public string? Copies { get; set; }
    public string? SentOn { get; set; }
    public string? ReceivedBy { get; set; }
    public string? Note { get; set; }

    internal OutgoingEntryInput ToInput(Guid document) => new(document, KeptBy ?? "", FormText.Number(Copies), FormDate.Read(SentOn), ReceivedBy ?? "", Note ?? "");
}

public sealed class RelationForm
{
    public string? Kind { get; set; }
    public string? To { get; set; }
    public string? Note { get; set; }

    internal RelateInput ToInput(Guid document) => new(document, FormText.Id(To) ?? Guid.Empty, FormText.Choice<DocumentRelationKind>(Kind), Note ?? "");
}

public sealed class IncomingForm
{
    public string? ArrivedOn { get; set; }
    public string? Issuer { get; set; }
    public string? Number { get; set; }
    public string? Symbol { get; set; }
    public string? DatedOn { get; set; }
    public string? KindName { get; set; }
    public string? Summary { get; set; }
    public string? Urgency { get; set; } = nameof(Registers.Urgency.Normal);
    public string? SignerName { get; set; }
    public string? SignerPosition { get; set; }
    public string? Pages { get; set; }
    public string? Note { get; set; }
    public bool IsDuplicateAccepted { get; set; }

    internal static IncomingForm Of(IncomingDocument row) => new()
    {
        ArrivedOn = FormDate.Write(row.ArrivedOn),
        Issuer = row.Issuer,
        Number = row.Number,
        Symbol = row.Symbol,
        DatedOn = FormDate.Write(row.DatedOn),
        KindName = row.KindName,
        Summary = row.Summary,
        Urgency = row.Urgency.ToString(),
        SignerName = row.SignerName,
        SignerPosition = row.SignerPosition,
        Pages = row.Pages?.ToString(CultureInfo.InvariantCulture),
        Note = row.Note,
    };

    internal IncomingInput ToInput() => new()
    {
        ArrivedOn = FormDate.Read(ArrivedOn),
        Issuer = Issuer ?? "",
        Number = Number ?? "",
        Symbol = Symbol ?? "",
        DatedOn = FormDate.Read(DatedOn),
        KindName = KindName ?? "",
        Summary = Summary ?? "",
        Urgency = FormText.Choice<Urgency>(Urgency),
        SignerName = SignerName ?? "",
        SignerPosition = SignerPosition ?? "",
        Pages = FormText.Number(Pages),
        Note = Note ?? "",
        IsDuplicateAccepted = IsDuplicateAccepted,
    };
}

public sealed class AssignForm
{
    public string? Lead { get; set; }
    public List<string> Supporting { get; set; } = [];
    public string? Instruction { get; set; }
    public string? Count { get; set; }
    public string? Unit { get; set; } = nameof(PeriodUnit.WorkingDays);
    public string? DueOn { get; set; }

    internal AssignInput ToInput(Guid id) =>
        new(id, FormText.Id(Lead), [.. Supporting.Select(FormText.Id).OfType<Guid>()], Instruction ?? "", FormText.Number(Count), FormText.Choice<PeriodUnit>(Unit) ?? PeriodUnit.WorkingDays, FormDate.Read(DueOn));
}

public sealed class ProgressForm
{
    public string? Progress { get; set; }
    public bool IsDone { get; set; }
    public string? ReplyDocumentId { get; set; }
    public string? ReplyNumber { get; set; }

    internal ProgressInput ToInput(Guid id) => new(id, Progress ?? "", IsDone, FormText.Id(ReplyDocumentId), ReplyNumber ?? "");
}

public sealed class CopyMakingForm
{
    public string? Form { get; set; } = nameof(CopyForm.Full);

    /// <summary>"d:" and the id of an own document, "i:" and the id of one that came in.</summary>
    public string? Source { get; set; }
    public string? SignerId { get; set; }
    public string? Quantity { get; set; } = "1";
    public string? Recipients { get; set; }
    public string? Extract { get; set; }

    internal CopyInput ToInput() => new(
        FormText.Choice<CopyForm>(Form), FormText.Tagged(Source, "d:"), FormText.Tagged(Source, "i:"), FormText.Id(SignerId), FormText.Number(Quantity) ?? 0, Recipients ?? "", Extract ?? "");
}

public sealed class BasisForm
{
    public string? Code { get; set; }
    public string? Kind { get; set; }
    public string? Number { get; set; }
    public string? IssuedOn { get; set; }
    public string? Issuer { get; set; }
    public string? Summary { get; set; }
    public string? Citation { get; set; }
    public string? EffectiveFrom { get; set; }
    public string? EffectiveTo { get; set; }
    public string? ReplacedBy { get; set; }
    public string? Note { get; set; }

    internal static BasisForm Of(LegalBasis row) => new()
    {
        Code = row.Code,
        Kind = row.Kind,
        Number = row.Number,
        IssuedOn = FormDate.Write(row.IssuedOn),
        Issuer = row.Issuer,
        Summary = row.Summary,
        Citation = row.Citation,
        EffectiveFrom = FormDate.Write(row.EffectiveFrom),
        EffectiveTo = FormDate.Write(row.EffectiveTo),
        ReplacedBy = row.ReplacedBy,
        Note = row.Note,
    };

    internal LegalBasisInput ToInput() => new()
    {
        Code = Code ?? "",
        Kind = Kind ?? "",
        Number = Number ?? "",
        IssuedOn = FormDate.Read(IssuedOn),
        Issuer = Issuer ?? "",
        Summary = Summary ?? "",
        Citation = Citation ?? "",
        EffectiveFrom = FormDate.Read(EffectiveFrom),
        EffectiveTo = FormDate.Read(EffectiveTo),
        ReplacedBy = ReplacedBy ?? "",
        Note = Note ?? "",
    };
}

public sealed class DossierForm
{
    public string? Notation { get; set; }
    public string? Title { get; set; }
    public string? Retention { get; set; }
    public string? Rights { get; set; }
}

public sealed class DossierPutForm
{
    public string? Dossier { get; set; }
    public string? Item { get; set; }
}
