namespace QmsWorkflow.Server.Data;

/// <summary>The connection ended in the middle of an act: nothing of it was written, and it can be tried again.</summary>
internal sealed class ConnectionLostException(Exception? inner) : Exception("The connection to the database was lost in the middle of an act.", inner);
