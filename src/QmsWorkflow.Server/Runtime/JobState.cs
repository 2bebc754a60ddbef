namespace QmsWorkflow.Server.Runtime;

internal enum JobState { Queued, Running, Done, Failed }
