package org.dodomu.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies of more than 1 MiB, and bodies that do not say their length, before anything reads them. */
final class BodyCap extends OncePerRequestFilter {

    static final long MOST_BYTES = 1024 * 1024;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            ErrorBody.send(response, 413, ErrorBody.word(413));
        } else if (request.getHeader("Transfer-Encoding") != null) {
            ErrorBody.send(response, 411, ErrorBody.word(411));
        } else {
            chain.doFilter(request, response);
        }
    }
}
