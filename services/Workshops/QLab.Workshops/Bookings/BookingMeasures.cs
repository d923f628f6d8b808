using System.Diagnostics.Metrics;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Workshops.Bookings;

sealed class BookingMeasures(IMeterFactory meters)
{
    readonly Counter<long> bookings = meters.QLab().CreateCounter<long>(
        "qlab.workshop.bookings", "{booking}", "Places booked at workshops");

    public void Booked() => bookings.Add(1);
}
