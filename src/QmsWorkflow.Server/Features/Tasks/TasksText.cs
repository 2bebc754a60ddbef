namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Names the texts of the task pages (TasksText.resx, TasksText.en.resx).</summary>
internal sealed class TasksText;
