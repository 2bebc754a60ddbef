namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>When and by whom the real documents of the sample agencies were signed.</summary>
internal static class SeedAgencies
{
    /// <param name="agency">The code of a sample agency.</param>
    public static (DateOnly Day, string Signer) Of(string agency) => agency switch
    {
        "bac-giang" => (new DateOnly(2024, 1, 9), "bg.phogiamdoc"),
        "hai-duong" => (new DateOnly(2022, 3, 25), "hd.giamdoc"),
        "bau-bang" => (new DateOnly(2024, 3, 28), "bb.chutich"), // S-099, S-120
        "ba-ria-vung-tau" => (new DateOnly(2023, 1, 3), "vt.photruongban"), // S-190; the real day was a day off (S-191)
        _ => throw new ArgumentOutOfRangeException(nameof(agency), agency, null),
    };
}
