namespace Shop.Service.Ordering;

public sealed class CardDeclinedException : Exception
{
    public CardDeclinedException()
    {
    }

    public CardDeclinedException(string message)
        : base(message)
    {
    }

    public CardDeclinedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
