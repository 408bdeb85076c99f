package com.cielo24.client;

/** The format of captions: {@code caption_format} of {@code /api/job/get_caption}. */
public enum CaptionFormat {
    /** Distribution Format Exchange Profile, a profile of TTML. */
    DFXP,
    ECHO,
    /** QuickTime text. */
    QT,
    /** Of Microsoft's media players. */
    SAMI,
    /** Of YouTube. */
    SBV,
    /** Scenarist closed captions, for broadcast. */
    SCC,
    /** SubRip. */
    SRT,
    TPM,
    /** Plain text. */
    TRANSCRIPT,
    TWX,
    /** WebVTT, for browsers. */
    WEB_VTT
}
