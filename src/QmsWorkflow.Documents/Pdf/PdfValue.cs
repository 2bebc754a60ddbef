using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>One value of a PDF file.</summary>
public abstract record PdfValue
{
    private PdfValue() { }

    /// <summary>The value null; also what a reference to a missing object means.</summary>
    public static readonly PdfValue Nothing = new Null();

    public static Dict Map(params (string Name, PdfValue Value)[] entries) => new(entries.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal));

    public static Sequence List(params IEnumerable<PdfValue> items) => new([.. items]);

    public static Sequence Numbers(params IEnumerable<double> items) => new([.. items.Select(i => (PdfValue)new Number(i))]);

    public static implicit operator PdfValue(double value) => new Number(value);

    public static PdfValue FromDouble(double value) => new Number(value);

    /// <summary>A text string: ASCII as it is, anything else in UTF-16BE with its mark.</summary>
    public static Text Words(string text) =>
        new(text.All(char.IsAscii) ? Encoding.ASCII.GetBytes(text) : [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);

    public sealed record Null : PdfValue;

    public sealed record Bool(bool Value) : PdfValue;

    public sealed record Number(double Value) : PdfValue
    {
        public override string ToString() => Value.ToString("0.################", CultureInfo.InvariantCulture);
    }

    public sealed record Name(string Value) : PdfValue;

    public sealed record Text(byte[] Bytes) : PdfValue
    {
        /// <summary>The text for people: UTF-16BE or UTF-8 with its mark, else one character per byte.</summary>
        public string Value => Bytes switch
        {
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(Bytes.AsSpan(2)),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(Bytes.AsSpan(3)),
            _ => Encoding.Latin1.GetString(Bytes),
        };
    }

    public sealed record Sequence(IReadOnlyList<PdfValue> Items) : PdfValue;

    public sealed record Dict(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
    {
        public PdfValue this[string name] => Entries.GetValueOrDefault(name) ?? Nothing;

        public bool TryGet(string name, [NotNullWhen(true)] out PdfValue? value) => Entries.TryGetValue(name, out value);

        /// <summary>The same dictionary with some entries set; null takes one out.</summary>
        public Dict With(params (string Name, PdfValue? Value)[] changes)
        {
            var entries = Entries.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
            foreach (var (name, value) in changes)
            {
                if (value is null) entries.Remove(name);
                else entries[name] = value;
            }

            return new(entries);
        }
    }

    /// <param name="Raw">The bytes as they lie in the file, still encoded by the filters.</param>
    public sealed record Stream(Dict Head, ReadOnlyMemory<byte> Raw) : PdfValue;

    public sealed record Reference(int Id, int Generation = 0) : PdfValue;
}
