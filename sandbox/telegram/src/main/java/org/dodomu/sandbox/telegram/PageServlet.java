package org.dodomu.sandbox.telegram;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The chat page: a handful of files, under a policy that runs nothing but them. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** The files by their paths. */
    static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.js", "page.js",
            "/elements.js", "elements.js",
            "/samples.js", "samples.js",
            "/texts.js", "texts.js",
            "/page.css", "page.css");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = FILES.get(request.getRequestURI());
        InputStream file = name == null ? null : getClass().getResourceAsStream("/page/" + name);
        if (name == null || file == null) {
            response.setStatus(request.getRequestURI().equals("/favicon.ico") ? 204 : 404);
            return;
        }
        response.setContentType(
                name.endsWith(".html")
                        ? "text/html;charset=UTF-8"
                        : name.endsWith(".css") ? "text/css" : "text/javascript;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (file) {
            file.transferTo(response.getOutputStream());
        }
    }
}
