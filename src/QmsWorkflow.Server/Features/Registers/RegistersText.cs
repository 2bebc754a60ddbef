namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Names the texts of the registers (RegistersText.resx, RegistersText.en.resx).</summary>
internal sealed class RegistersText;
