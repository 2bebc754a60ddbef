namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Where a person's signature goes: between the signer's title and name in the signature block (NĐ 30/2020, Phụ lục I, II.7d).</summary>
/// <param name="SignerName">The name as it is printed under the block.</param>
/// <param name="TitleLines">The lines above the signature as printed, e.g. "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".</param>
internal sealed record SignaturePlace(string SignerName, IReadOnlyList<string> TitleLines)
{
    /// <summary>The signer's other office, printed above the name; empty for none.</summary>
    public string OtherTitle { get; init; } = "";
}
