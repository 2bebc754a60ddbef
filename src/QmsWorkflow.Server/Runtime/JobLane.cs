namespace QmsWorkflow.Server.Runtime;

/// <summary>Each lane has a worker of its own, so that a mail server that does not answer holds up neither documents nor workflows.</summary>
internal enum JobLane { Workflow, Documents, Mail, Imports }

internal static class JobLanes
{
    public static readonly JobLane[] All = Enum.GetValues<JobLane>();
}
