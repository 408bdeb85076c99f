package com.cielo24.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/job/get_transcript}. */
record TranscriptCall(Sessions sessions, JobStore jobs, Results results) implements ServiceCall {

    static final String PATH = "/api/job/get_transcript";

    private static final int CUES_OF_A_PARAGRAPH = 10;

    /** All that is documented, also where it changes nothing here. */
    private static final Map<String, ParameterRule> RULES = new LinkedHashMap<>(Results.RULES);

    static {
        RULES.put("file_format", ParameterRule.oneOf(List.of("txt", "html")));
        RULES.put("create_paragraphs", ParameterRule.FLAG);
        RULES.put("timecode_every_paragraph", ParameterRule.FLAG);
        RULES.put("timecode_format", ParameterRule.TEXT);
        for (String number : List.of(
                "newlines_after_paragraph", "newlines_after_sentence", "timecode_interval", "timecode_offset")) {
            RULES.put(number, ParameterRule.NUMBER);
        }
    }

    @Override
    public Verdict serve(Call call) throws Refusal {
        Authorized authorized = Authorized.of(call, sessions, RULES.keySet());
        String jobId = authorized.job(jobs);
        Query query = authorized.query();
        ParameterRule.check(query, RULES);
        List<Cue> cues = results.cues(jobId, query).toList();
        boolean html = query.value("file_format").orElse("txt").equals("html");
        boolean timecodes = query.value("timecode_every_paragraph").isEmpty() || query.flag("timecode_every_paragraph");
        String transcript = write(cues, html, timecodes);
        return new Verdict(Answer.text(200, transcript), "returned the transcript");
    }

    private static String write(List<Cue> cues, boolean html, boolean timecodes) {
        StringBuilder text = new StringBuilder(html ? "<!DOCTYPE html>\n<html><meta charset=\"utf-8\"><body>\n" : "");
        for (int i = 0; i < cues.size(); i += CUES_OF_A_PARAGRAPH) {
            String time = timecodes ? "[" + Timecode.millis(cues.get(i).startMillis(), '.') + "]" : "";
            String said = said(cues.subList(i, Math.min(cues.size(), i + CUES_OF_A_PARAGRAPH)));
            text.append(
                    html
                            ? "<p>" + time + " " + CaptionFormat.escaped(said) + "</p>\n"
                            : (timecodes ? time + "\n" : "") + said + "\n\n");
        }
        return text.append(html ? "</body></html>\n" : "").toString();
    }

    private static String said(List<Cue> cues) {
        return String.join(" ", cues.stream().map(Cue::text).toList());
    }
}
