namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal static class TableHeaders
{
    /// <summary>Reads on to the row of the headers; the next row read is the first of data.</summary>
    /// <exception cref="BadFileException">The file ends before it.</exception>
    public static IReadOnlyList<string> Read(IRowReader reader, SourceMapping mapping)
    {
        while (reader.Read())
        {
            if (reader.Row < mapping.HeaderRow) continue;

            var names = new string[reader.Count];
            for (var i = 0; i < names.Length; i++) names[i] = reader[i].Trim().ToString();
            return names;
        }

        throw new BadFileException($"Tệp không có dòng tiêu đề (dòng {mapping.HeaderRow}).");
    }
}
