using System.Globalization;
using System.Resources;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Names the texts of results and their causes.</summary>
internal sealed class EvaluationText
{
    private static readonly ResourceManager Texts = new(typeof(EvaluationText));

    public static string Of(string name, params object[] args) => string.Format(CultureInfo.CurrentCulture, Texts.GetString(name, CultureInfo.CurrentUICulture)!, args);
}
