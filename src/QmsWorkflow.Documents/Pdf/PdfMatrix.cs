namespace QmsWorkflow.Documents.Pdf;

/// <summary>A transformation of the plane as PDF writes it.</summary>
internal readonly record struct PdfMatrix(double A, double B, double C, double D, double E, double F)
{
    public static PdfMatrix Identity => new(1, 0, 0, 1, 0, 0);

    /// <summary>This one first, then the other.</summary>
    public PdfMatrix Then(PdfMatrix o) => new(
        (A * o.A) + (B * o.C), (A * o.B) + (B * o.D), (C * o.A) + (D * o.C), (C * o.B) + (D * o.D), (E * o.A) + (F * o.C) + o.E, (E * o.B) + (F * o.D) + o.F);

    public (double X, double Y) Apply(double x, double y) => ((A * x) + (C * y) + E, (B * x) + (D * y) + F);

    public static PdfMatrix? From(IReadOnlyList<PdfValue> six) =>
        six is [PdfValue.Number a, PdfValue.Number b, PdfValue.Number c, PdfValue.Number d, PdfValue.Number e, PdfValue.Number f]
            ? new(a.Value, b.Value, c.Value, d.Value, e.Value, f.Value)
            : null;
}
