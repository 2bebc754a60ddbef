using System.Globalization;
using System.Resources;

namespace QmsWorkflow.Server.Trail;

/// <summary>The sentences of all refusals by code, in Vietnamese (ErrorText.resx) and English (ErrorText.en.resx).</summary>
internal static class ErrorText
{
    private static readonly ResourceManager Texts = new(typeof(ErrorText));

    public static string Of(string code, params object[] args)
    {
        var text = Texts.GetString(code, CultureInfo.CurrentUICulture)
            ?? throw new ArgumentException($"There is no text for the error {code}.", nameof(code));
        return string.Format(CultureInfo.CurrentCulture, text, args);
    }
}
