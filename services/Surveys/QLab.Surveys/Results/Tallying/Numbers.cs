using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// How often each number was given. Once more than <see cref="MostValues"/> different ones have come, values are rounded to two digits,
/// and the sums, which are kept exactly in whole numbers, give mean and deviation. Numbers can be taken out again in any order.
/// </summary>
sealed class Numbers
{
    const int MostValues = 2_000;
    static readonly BigInteger Scale = BigInteger.Pow(10, 28);

    public Dictionary<decimal, long> Values { get; init; } = [];

    public bool Rounded { get; set; }

    /// <summary>Scaled by 10^28, once rounded.</summary>
    [JsonConverter(typeof(BigIntegerJson))]
    public BigInteger Sum { get; set; }

    /// <summary>Scaled by 10^56, once rounded.</summary>
    [JsonConverter(typeof(BigIntegerJson))]
    public BigInteger Squares { get; set; }

    [JsonIgnore]
    public long Count => Values.Values.Sum();

    [JsonIgnore]
    public double Mean => (double)(Rounded ? Sum : Totals().Sum) / (double)Scale / Count;

    /// <summary>Of a sample: divided by one less than there are.</summary>
    [JsonIgnore]
    public double? StandardDeviation
    {
        get
        {
            if (Count < 2) return null;
            var (sum, squares) = Rounded ? (Sum, Squares) : Totals();
            var spread = squares * Count - sum * sum;
            return Math.Sqrt((double)spread / (double)(Scale * Scale) / Count / (Count - 1));
        }
    }

    public void Apply(decimal number, long times)
    {
        number /= 1.0000000000000000000000000000m;
        if (Rounded)
        {
            Add(number, times);
            number = Round(number);
        }
        Values.Change(number, times);
        if (!Rounded && Values.Count > MostValues) GiveUpDetail();
    }

    /// <summary>The value below which a share of all lies, between two neighbours in proportion (Hyndman and Fan's seventh).</summary>
    public decimal Quantile(decimal share)
    {
        var at = share * (Count - 1);
        var (low, high) = (At((long)decimal.Floor(at)), At((long)decimal.Ceiling(at)));
        var part = at - decimal.Floor(at);
        return low * (1 - part) + high * part;
    }

    public void Merge(Numbers other, int sign)
    {
        if (other.Rounded && !Rounded) GiveUpDetail();
        if (other.Rounded)
        {
            Sum += sign * other.Sum;
            Squares += sign * other.Squares;
            foreach (var (value, count) in other.Values) Values.Change(value, sign * count);
            return;
        }
        foreach (var (value, count) in other.Values) Apply(value, sign * count);
    }

    decimal At(long index)
    {
        foreach (var (value, count) in Values.OrderBy(v => v.Key))
        {
            if (index < count) return value;
            index -= count;
        }
        return 0;
    }

    void GiveUpDetail()
    {
        var exact = Values.ToList();
        (Rounded, (Sum, Squares)) = (true, Totals());
        Values.Clear();
        foreach (var (value, count) in exact) Values.Change(Round(value), count);
    }

    (BigInteger Sum, BigInteger Squares) Totals()
    {
        var (sum, squares) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var (value, count) in Values)
        {
            var scaled = Scaled(value);
            sum += scaled * count;
            squares += scaled * scaled * count;
        }
        return (sum, squares);
    }

    void Add(decimal number, long times)
    {
        var scaled = Scaled(number);
        Sum += scaled * times;
        Squares += scaled * scaled * times;
    }

    static BigInteger Scaled(decimal number) => (BigInteger)decimal.Truncate(number) * Scale + (BigInteger)((number - decimal.Truncate(number)) * 10_000_000_000_000_000_000_000_000_000m);

    static decimal Round(decimal number) => decimal.Parse(number.ToString("E1", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m;
}

sealed class BigIntegerJson : JsonConverter<BigInteger>
{
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BigInteger.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
