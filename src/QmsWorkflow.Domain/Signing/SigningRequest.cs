using System.Collections.Immutable;
using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Domain.Signing;

/// <summary>A person who is to sign.</summary>
/// <param name="Id">The person's id, compared with the mandate.</param>
/// <param name="Name">Family name, middle name and name, without academic titles.</param>
/// <param name="Title">The official title: "Giám đốc", "Phó Giám đốc", "Chánh Văn phòng".</param>
/// <param name="Rank">Where they stand.</param>
public sealed record Signer(string Id, string Name, string Title, SignerRank Rank)
{
    /// <summary>The title of the signer's own head, for deputies of units: "Chánh Văn phòng".</summary>
    public string? UnitHeadTitle { get; init; }

    /// <summary>Another title printed above the name, for committees that use the agency's seal (Phụ lục I, ô 7b).</summary>
    public string? OtherTitle { get; init; }
}

/// <summary>Where a right to sign comes from.</summary>
public enum MandateKind
{
    /// <summary>A deputy's assigned field, or documents the head handed over (Đ13.1–2).</summary>
    AssignedField,

    /// <summary>The working or records regulation that lets units sign by order (Đ13.4).</summary>
    Regulation,

    /// <summary>A written authorisation, limited in time and content (Đ13.3).</summary>
    WrittenAuthorisation,
}

/// <summary>A right to sign that somebody was given.</summary>
public sealed record SigningMandate
{
    /// <summary>Where the right comes from.</summary>
    public required MandateKind Kind { get; init; }

    /// <summary>The person who may sign.</summary>
    public required string GrantedTo { get; init; }

    /// <summary>The place of the person who gave the right.</summary>
    public required SignerRank GrantedByRank { get; init; }

    /// <summary>Number and date of the writing that gives it; null when nothing is written.</summary>
    public string? Document { get; init; }

    /// <summary>The kinds of document it covers; empty for all kinds.</summary>
    public ImmutableArray<DocumentKind> Kinds { get; init; } = [];

    /// <summary>What it covers, in words; null when no limit of content is named.</summary>
    public string? Content { get; init; }

    /// <summary>The first day it is valid; null when open.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is valid; null when open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether its own giver only held the right by authorisation: not allowed (Đ13.3).</summary>
    public bool IsRedelegated { get; init; }
}

/// <summary>Who is to sign what, in which form.</summary>
public sealed record SigningRequest
{
    /// <summary>How the agency decides.</summary>
    public required AgencyRegime Regime { get; init; }

    /// <summary>The title of the agency's head: "Giám đốc", "Chủ tịch", "Trưởng ban".</summary>
    public required string HeadTitle { get; init; }

    /// <summary>The name of the collective, printed after "TM.": "Ủy ban nhân dân", "Ban Chỉ đạo"; null for agencies with one head.</summary>
    public string? CollectiveName { get; init; }

    /// <summary>True when the document is issued by the head's office itself (a decision of the Chủ tịch, not of the UBND).</summary>
    public bool IssuedByHeadTitle { get; init; }

    /// <summary>The form.</summary>
    public required SigningForm Form { get; init; }

    /// <summary>The person.</summary>
    public required Signer Signer { get; init; }

    /// <summary>The kind of document.</summary>
    public required DocumentKind Document { get; init; }

    /// <summary>The day of signing.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The right the person was given; null when none.</summary>
    public SigningMandate? Mandate { get; init; }
}

/// <summary>Why somebody may not sign in this form.</summary>
/// <param name="Code">A stable code, for example <c>signing.expired</c>.</param>
/// <param name="MessageVi">The reason in Vietnamese.</param>
/// <param name="LegalBasis">Where the law says so.</param>
public sealed record SigningRefusal(string Code, string MessageVi, string LegalBasis);

/// <summary>The block of the signature as printed.</summary>
/// <param name="Authority">The lines of authority and title in capitals: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".</param>
/// <param name="OtherTitle">Another title above the name; null when there is none.</param>
/// <param name="Name">The signer's name.</param>
public sealed record SigningBlock(ImmutableArray<string> Authority, string? OtherTitle, string Name);

/// <summary>The block, or the reasons against it.</summary>
/// <param name="Block">How it is printed; null when refused.</param>
/// <param name="Refusals">The reasons; empty when allowed.</param>
public sealed record SigningOutcome(SigningBlock? Block, ImmutableArray<SigningRefusal> Refusals)
{
    /// <summary>Whether the person may sign in this form.</summary>
    public bool IsAllowed => Block is not null;
}
