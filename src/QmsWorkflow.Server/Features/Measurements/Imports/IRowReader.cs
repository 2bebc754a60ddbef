namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Reads a table row by row in constant memory. A field is valid until the next row is read.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>The number of the row in the file, from 1.</summary>
    long Row { get; }

    int Count { get; }

    /// <value>Of the file, for the progress bar and for going on after a crash.</value>
    long BytesRead { get; }

    /// <value>As people read it: "CSV, UTF-8, dấu ;".</value>
    string Format { get; }

    /// <summary>A field beyond the end of a short row is empty.</summary>
    ReadOnlySpan<char> this[int index] { get; }

    /// <exception cref="BadFileException">The file is not what it says it is.</exception>
    bool Read();

    /// <summary>Goes on behind rows that were read before: CSV at the byte, other formats by reading over them.</summary>
    /// <param name="startByte">What <see cref="BytesRead"/> said then.</param>
    void GoOn(long startByte, long rowsBefore);
}

/// <summary>The file as a whole cannot be read; the message, in Vietnamese, says why and what to do.</summary>
internal sealed class BadFileException(string message) : Exception(message);
