using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace QmsWorkflow.Server.Trail;

/// <summary>A hash: hexadecimal text in the program and for readers, half as many bytes in the database.</summary>
internal static class HexText
{
    public static readonly ValueConverter<string, byte[]> Bytes = new(text => Convert.FromHexString(text), bytes => Convert.ToHexStringLower(bytes));
}
