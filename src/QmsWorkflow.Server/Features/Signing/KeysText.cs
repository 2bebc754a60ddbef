namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Names the texts of certificates and pictures (<c>KeysText.resx</c>).</summary>
internal sealed class KeysText;
