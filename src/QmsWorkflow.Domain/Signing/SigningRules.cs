using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Domain.Signing;

/// <summary>Who may sign in which form, and how the signature block reads (NĐ 30/2020 Đ13; Phụ lục I, I.7; S-198).</summary>
public static partial class SigningRules
{
    private const string Article13 = "NĐ 30/2020 Đ13";

    /// <summary>Checks a request; gives the printed block, or every reason against it.</summary>
    public static SigningOutcome Check(SigningRequest request)
    {
        ImmutableArray<SigningRefusal> refusals = [.. Refusals(request)];
        return refusals.IsEmpty
            ? new(new([.. Lines(request).Select(line => line.ToUpperInvariant())], request.Signer.OtherTitle, request.Signer.Name), [])
            : new(null, refusals);
    }

    private static IEnumerable<SigningRefusal> Refusals(SigningRequest request)
    {
        var byForm = request.Form switch
        {
            SigningForm.Direct => Direct(request),
            SigningForm.OnBehalf => OnBehalf(request),
            SigningForm.Acting => Acting(request),
            SigningForm.ForHead => ForHead(request),
            SigningForm.ByOrder => ByOrder(request),
            _ => ByAuthority(request),
        };
        return AcademicTitle().IsMatch(request.Signer.Name)
            ? byForm.Append(new("signing.academic-title", "Trước họ tên người ký không ghi học hàm, học vị và danh hiệu.", "NĐ 30/2020, Phụ lục I, I.7c"))
            : byForm;
    }

    private static IEnumerable<SigningRefusal> Direct(SigningRequest request)
    {
        if (request.Signer.Rank != SignerRank.Head)
        {
            yield return new("signing.not-head", $"Chỉ {request.HeadTitle} được ký trực tiếp; {request.Signer.Title} phải ghi quyền hạn ký (Q., KT., TL. hoặc TUQ.).", $"{Article13}.1");
        }

        if (request.Regime == AgencyRegime.Collective && !request.IssuedByHeadTitle)
        {
            yield return new("signing.collective", "Văn bản của cơ quan làm việc theo chế độ tập thể phải ký thay mặt (TM.).", $"{Article13}.2");
        }
    }

    private static IEnumerable<SigningRefusal> OnBehalf(SigningRequest request)
    {
        if (request.Regime != AgencyRegime.Collective || request.CollectiveName is null || request.IssuedByHeadTitle)
        {
            yield return new("signing.not-collective", "Chỉ ký thay mặt (TM.) văn bản của cơ quan, tổ chức làm việc theo chế độ tập thể.", $"{Article13}.2");
        }

        switch (request.Signer.Rank)
        {
            case SignerRank.Head: break;
            case SignerRank.Deputy or SignerRank.DeputyInCharge:
                foreach (var refusal in Assigned(request)) { yield return refusal; }
                break;
            default:
                yield return new("signing.not-leader", "Chỉ người đứng đầu hoặc cấp phó được ký thay mặt tập thể.", $"{Article13}.2");
                break;
        }
    }

    private static IEnumerable<SigningRefusal> Acting(SigningRequest request)
    {
        if (request.Signer.Rank != SignerRank.ActingHead)
        {
            yield return new("signing.not-acting", $"Chỉ người được giao quyền {request.HeadTitle} được ký với chữ “Q.”.", "NĐ 30/2020, Phụ lục I, I.7b");
        }
    }

    private static IEnumerable<SigningRefusal> ForHead(SigningRequest request)
    {
        if (request.Regime == AgencyRegime.Collective && !request.IssuedByHeadTitle)
        {
            yield return new("signing.collective", "Văn bản của cơ quan làm việc theo chế độ tập thể phải ký thay mặt (TM.).", $"{Article13}.2");
        }

        if (request.Signer.Rank is not (SignerRank.Deputy or SignerRank.DeputyInCharge))
        {
            yield return new("signing.not-deputy", $"Chỉ cấp phó của {request.HeadTitle} được ký thay (KT.).", $"{Article13}.1");
            yield break;
        }

        foreach (var refusal in Assigned(request)) { yield return refusal; }
    }

    // Đ13.1: cấp phó được giao phụ trách, điều hành ký như cấp phó ký thay, for all documents.
    private static IEnumerable<SigningRefusal> Assigned(SigningRequest request)
    {
        if (request.Signer.Rank == SignerRank.DeputyInCharge) { yield break; }
        if (request.Mandate is not { } mandate || !Fits(mandate, request) || mandate.Kind == MandateKind.Regulation)
        {
            yield return new("signing.no-assignment", $"{request.Signer.Title} chưa được phân công phụ trách hoặc giao ký loại văn bản này.", $"{Article13}.1–2");
            yield break;
        }

        foreach (var refusal in Validity(mandate, request)) { yield return refusal; }
    }

    private static IEnumerable<SigningRefusal> ByOrder(SigningRequest request)
    {
        if (request.Signer.Rank is not (SignerRank.UnitHead or SignerRank.UnitDeputy))
        {
            yield return new("signing.not-unit-head", "Chỉ người đứng đầu đơn vị (hoặc cấp phó được giao lại) được ký thừa lệnh (TL.).", $"{Article13}.4");
            yield break;
        }

        if (request.Signer.Rank == SignerRank.UnitDeputy && request.Signer.UnitHeadTitle is null)
        {
            yield return new("signing.no-unit-head-title", "Chưa có chức vụ của người đứng đầu đơn vị mà cấp phó ký thay.", $"{Article13}.4");
        }

        if (request.Mandate is not { Kind: MandateKind.Regulation, Document: not null } mandate || !Fits(mandate, request))
        {
            yield return new("signing.no-regulation", "Việc ký thừa lệnh phải được quy định cụ thể trong quy chế làm việc hoặc quy chế công tác văn thư.", $"{Article13}.4");
            yield break;
        }

        foreach (var refusal in Validity(mandate, request)) { yield return refusal; }
    }

    private static IEnumerable<SigningRefusal> ByAuthority(SigningRequest request)
    {
        if (request.Signer.Rank is not SignerRank.UnitHead)
        {
            yield return new("signing.not-subordinate-head", "Chỉ ủy quyền ký cho người đứng đầu cơ quan, đơn vị thuộc cơ cấu tổ chức; cấp phó ký thay (KT.).", $"{Article13}.3");
        }

        if (request.Mandate is not { Kind: MandateKind.WrittenAuthorisation } mandate || mandate.Document is null)
        {
            yield return new("signing.no-authority", "Chưa có văn bản ủy quyền ký.", $"{Article13}.3");
            yield break;
        }

        if (mandate.IsRedelegated || !string.Equals(mandate.GrantedTo, request.Signer.Id, StringComparison.Ordinal))
        {
            yield return new("signing.redelegated", "Người được ủy quyền ký không được ủy quyền lại cho người khác.", $"{Article13}.3");
        }

        if (mandate.GrantedByRank is not (SignerRank.Head or SignerRank.ActingHead))
        {
            yield return new("signing.authority-not-from-head", $"Chỉ {request.HeadTitle} được ủy quyền ký.", $"{Article13}.3");
        }

        if (mandate.From is null || mandate.To is null || (mandate.Content is null && mandate.Kinds.IsEmpty))
        {
            yield return new("signing.authority-unlimited", "Văn bản ủy quyền phải giới hạn thời gian và nội dung được ủy quyền.", $"{Article13}.3");
        }

        if (!Covers(mandate, request.Document))
        {
            yield return new("signing.authority-content", $"Văn bản ủy quyền không bao gồm loại văn bản “{DocumentKinds.Of(request.Document).NameVi}”.", $"{Article13}.3");
        }

        foreach (var refusal in Validity(mandate, request)) { yield return refusal; }
    }

    private static IEnumerable<SigningRefusal> Validity(SigningMandate mandate, SigningRequest request)
    {
        if (mandate.IsRevoked) { yield return new("signing.revoked", "Việc giao ký đã bị thu hồi.", Article13); }
        if (mandate.From is { } from && request.Date < from)
        {
            yield return new("signing.not-yet-valid", $"Việc giao ký có hiệu lực từ ngày {VietnameseDates.Short(from)}.", Article13);
        }

        if (mandate.To is { } to && request.Date > to)
        {
            yield return new("signing.expired", $"Việc giao ký đã hết hiệu lực sau ngày {VietnameseDates.Short(to)}.", Article13);
        }
    }

    private static bool Fits(SigningMandate mandate, SigningRequest request) =>
        string.Equals(mandate.GrantedTo, request.Signer.Id, StringComparison.Ordinal) && Covers(mandate, request.Document);

    private static bool Covers(SigningMandate mandate, DocumentKind kind) => mandate.Kinds.IsEmpty || mandate.Kinds.Contains(kind);

    private static IEnumerable<string> Lines(SigningRequest request)
    {
        var (head, signer) = (request.HeadTitle, request.Signer);
        return request.Form switch
        {
            SigningForm.Direct => [head],
            SigningForm.OnBehalf when signer.Rank == SignerRank.Head => [$"TM. {request.CollectiveName}", head],
            SigningForm.OnBehalf => [$"TM. {request.CollectiveName}", $"KT. {head}", signer.Title],
            SigningForm.Acting when request is { Regime: AgencyRegime.Collective, IssuedByHeadTitle: false } => [$"TM. {request.CollectiveName}", $"Q. {head}"],
            SigningForm.Acting => [$"Q. {head}"],
            SigningForm.ForHead => [$"KT. {head}", signer.Title],
            SigningForm.ByOrder when signer.Rank == SignerRank.UnitDeputy => [$"TL. {head}", $"KT. {signer.UnitHeadTitle}", signer.Title],
            SigningForm.ByOrder => [$"TL. {head}", signer.Title],
            _ => [$"TUQ. {head}", signer.Title],
        };
    }

    [GeneratedRegex(@"^(GS|PGS|TS|ThS|BS|KS|CN|LS|NGND|NGƯT|AHLĐ|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư)(\s|\.)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AcademicTitle();
}
