namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>Names the texts of the notification page.</summary>
internal sealed class NotificationsText;
