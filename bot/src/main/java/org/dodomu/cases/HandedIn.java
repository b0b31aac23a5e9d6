package org.dodomu.cases;

import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;

/**
 * A report as it enters the queue.
 *
 * @param incomplete its reporter was not asked everything
 */
public record HandedIn(ReportType type, Urgency urgency, boolean incomplete) {}
