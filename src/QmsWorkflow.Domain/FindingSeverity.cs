namespace QmsWorkflow.Domain;

/// <summary>How serious a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Probably wrong; the author decides.</summary>
    Warning,

    /// <summary>Against law or against the document's own logic.</summary>
    Error,
}
