package org.dodomu;

import org.dodomu.config.SettingRefused;
import org.dodomu.storage.SchemaRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What stops the start and has its own sentence is told by that sentence, without a stack trace and without the value of any setting. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefused implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingRefused || cause instanceof SchemaRefused) {
                return new FailureAnalysis(cause.getMessage(), null, failure);
            }
        }
        return null;
    }
}
