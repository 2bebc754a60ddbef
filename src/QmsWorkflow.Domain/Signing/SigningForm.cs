namespace QmsWorkflow.Domain.Signing;

/// <summary>The forms of signing of NĐ 30/2020 Đ13 and Phụ lục I, I.7.</summary>
public enum SigningForm
{
    /// <summary>The head signs under their own title.</summary>
    Direct,

    /// <summary>"TM.": for a collective body.</summary>
    OnBehalf,

    /// <summary>"Q.": given the powers of the head.</summary>
    Acting,

    /// <summary>"KT.": a deputy for the head.</summary>
    ForHead,

    /// <summary>"TL.": by order of the head.</summary>
    ByOrder,

    /// <summary>"TUQ.": by written authorisation of the head.</summary>
    ByAuthority,
}

/// <summary>How an agency decides (NĐ 30/2020 Đ13.1–2).</summary>
public enum AgencyRegime
{
    /// <summary>One head decides (chế độ thủ trưởng): sở, phòng.</summary>
    Head,

    /// <summary>A body decides together (chế độ tập thể): UBND, ban chỉ đạo, hội đồng.</summary>
    Collective,
}

/// <summary>Where a person stands in the agency.</summary>
public enum SignerRank
{
    /// <summary>The head.</summary>
    Head,

    /// <summary>A person given the powers of the head (quyền).</summary>
    ActingHead,

    /// <summary>A deputy of the head.</summary>
    Deputy,

    /// <summary>A deputy charged with running the agency; signs as a deputy for the head (Đ13.1).</summary>
    DeputyInCharge,

    /// <summary>The head of a unit of the agency.</summary>
    UnitHead,

    /// <summary>The deputy of a unit's head.</summary>
    UnitDeputy,

    /// <summary>Anyone else.</summary>
    Other,
}

/// <summary>Words for signing forms.</summary>
public static class SigningForms
{
    /// <summary>"TM.", "Q.", "KT.", "TL.", "TUQ."; empty for direct signing.</summary>
    public static string Abbreviation(this SigningForm form) => form switch
    {
        SigningForm.OnBehalf => "TM.",
        SigningForm.Acting => "Q.",
        SigningForm.ForHead => "KT.",
        SigningForm.ByOrder => "TL.",
        SigningForm.ByAuthority => "TUQ.",
        _ => "",
    };

    /// <summary>The form in Vietnamese: "ký thay (KT.)".</summary>
    public static string ToVietnamese(this SigningForm form) => form switch
    {
        SigningForm.OnBehalf => "ký thay mặt tập thể (TM.)",
        SigningForm.Acting => "ký với quyền cấp trưởng (Q.)",
        SigningForm.ForHead => "ký thay cấp trưởng (KT.)",
        SigningForm.ByOrder => "ký thừa lệnh (TL.)",
        SigningForm.ByAuthority => "ký thừa ủy quyền (TUQ.)",
        _ => "ký trực tiếp",
    };

    /// <summary>The form that fits a person's place by itself.</summary>
    public static SigningForm Usual(AgencyRegime regime, SignerRank rank) => (regime, rank) switch
    {
        (_, SignerRank.ActingHead) => SigningForm.Acting,
        (AgencyRegime.Collective, SignerRank.Head or SignerRank.Deputy or SignerRank.DeputyInCharge) => SigningForm.OnBehalf,
        (_, SignerRank.Deputy or SignerRank.DeputyInCharge) => SigningForm.ForHead,
        (_, SignerRank.UnitHead or SignerRank.UnitDeputy) => SigningForm.ByOrder,
        _ => SigningForm.Direct,
    };
}
